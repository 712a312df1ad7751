"""Makes the pages of one build and what stands beside them: in batches, with a second process, or on demand."""

import gc
from collections.abc import Callable
from functools import cache

import jinja2
from mkdocs.utils.templates import TemplateContext

from plainstatus.beside import Beside, is_worth_it
from plainstatus.building import Building
from plainstatus.plugin.disk import write, write_all
from plainstatus.plugin.status_page import StatusPage
from plainstatus.wording import addresses

#: So many pages are made together.
BATCH = 64


class Maker:
    """`surroundings` gives what MkDocs hands to the template of a page; files go below `root`."""

    def __init__(
        self,
        building: Building,
        pages: list[StatusPage],
        env: jinja2.Environment,
        surroundings: Callable[[StatusPage], TemplateContext],
        root: str,
    ) -> None:
        self._building = building
        self._pages = pages
        self._template = cache(env.get_template)
        self._surroundings = surroundings
        self._root = root
        self._batches = -(-len(pages) // BATCH)
        self._beside: Beside | None = None

    def share(self) -> None:
        """Let a second process take a part of the work, where there is enough of it."""
        # What is there by now stays until the end: nobody need look through it again.
        gc.freeze()
        if is_worth_it(len(self._pages)):
            self._beside = Beside(
                self._batches,
                make=self._write_batch,
                first=self._write_data,
                told=lambda: self._building.site.renderer.broken,
            )

    def alone(self, page: StatusPage, surroundings: TemplateContext) -> str:
        """The HTML of one page, made for itself; what stands beside it is written."""
        write_all(page.plan.files(), self._root)
        return self._template(page.plan.template).render(surroundings, **page.plan.context())

    def make_all(self) -> None:
        """Write every page, and what stands beside it, except those that are made beside."""
        for number in range(self._batches):
            if self._beside is None or not self._beside.has_made(number):
                self._write_batch(number)

    def finish(self) -> set[tuple[str, str]]:
        """See to it that all the rest is written; gives the links that lead nowhere."""
        broken = self._building.site.renderer.broken
        found = self._beside.finish() if self._beside else None
        if found is None:
            self._write_data()
            return broken
        return broken.union(found)

    def answer(self) -> Callable[[str], None]:
        """Write what every page needs, and give the way to make what stands at a path: a page, a feed, data."""
        write_all(self._building.small_files(), self._root)
        pages = {page.plan.path: page for page in self._pages}
        feeds = cache(lambda: write_all(self._building.feeds(), self._root))
        documents = cache(lambda: write_all(self._building.documents(), self._root))
        for_programs = cache(lambda: write_all(self._building.for_programs(), self._root))

        def make_beside(path: str) -> None:
            page = pages.get(path.rpartition("/")[0] + "/")
            if page is not None:
                write_all(page.plan.files(), self._root)

        def make(path: str) -> None:
            page = pages.get(path) or pages.get(f"{path}/")
            if page is not None:
                write(page.file.abs_dest_path, self.alone(page, self._surroundings(page)).encode())
            elif path.endswith((".atom", ".rss")):
                make_beside(path)
                feeds()
            elif path.endswith(".ics"):
                make_beside(path)
                for_programs()
            elif path.startswith(addresses.API):
                for_programs()
                documents()
            elif not path.endswith("/"):
                for_programs()

        return make

    def _write_batch(self, number: int) -> None:
        """Write a batch of pages, and what stands beside them.

        Each kind of work is done for all of them before the next kind begins: a processor is
        half as fast again where the code that it runs does not change with every page.
        """
        pages = self._pages[number * BATCH : (number + 1) * BATCH]
        for page in pages:
            page.plan.words()
        contexts = [page.plan.context() for page in pages]
        for page in pages:
            write_all(page.plan.files(), self._root)
        for page, own in zip(pages, contexts, strict=True):
            made = self._template(page.plan.template).render(self._surroundings(page), **own)
            write(page.file.abs_dest_path, made.encode())
        for page in pages:
            page.plan.forget()
        gc.collect(0)

    def _write_data(self) -> None:
        write_all(self._building.small_files(), self._root)
        write_all(self._building.feeds(), self._root)
        write_all(self._building.for_programs(), self._root)
