"""A page of the site before it is made: where it stands, which template shows it, and with what."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from plainstatus.model.settings import Settings
from plainstatus.site.api.documents import Documents
from plainstatus.site.favicon import favicon
from plainstatus.site.head import Head, feeds_of_everything, head_of, languages_beside
from plainstatus.site.live import live_attribute
from plainstatus.site.signup_form import SignupForm, form_of, own_names
from plainstatus.site.site import Site
from plainstatus.wording import addresses
from plainstatus.wording.edition import Edition
from plainstatus.wording.readers import mark_of

#: Scripts, styles and pictures of the site itself, and nothing else.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action"
)


@dataclass(frozen=True)
class SiteInLanguage:
    """What all pages of one language share."""

    site: Site
    edition: Edition

    @cached_property
    def documents(self) -> Documents:
        """The documents of the API."""
        return Documents(self.site)

    @cached_property
    def form(self) -> SignupForm | None:
        """The form by which readers sign up, where there is one."""
        return form_of(self.site.settings, self.edition, own_names(self.site.editions))


class PagePlan(ABC):
    """A kind of page is a class of its own, which names its template.

    There are thousands of these at a time, so each holds no more than what it is about.
    """

    __slots__ = ("_of",)

    template: ClassVar[str]

    def __init__(self, of: SiteInLanguage) -> None:
        self._of = of

    @property
    def site(self) -> Site:
        return self._of.site

    @property
    def edition(self) -> Edition:
        return self._of.edition

    @property
    def path(self) -> str:
        """Its address below the site's root."""
        return self.edition.prefix + self.address

    @property
    @abstractmethod
    def address(self) -> str:
        """Its address below the root of its edition."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What others call it, in its language."""

    @property
    def changed(self) -> datetime:
        """When what it shows last changed."""
        return self.site.timeline.now

    @property
    def source(self) -> str | None:
        """The incident file that it comes from, where there is one."""
        return None

    def live(self) -> dict[str, Any] | None:
        """The data that keeps it true after the build; None where it tells of the past alone."""
        return None

    def last_change(self) -> datetime | None:
        """When what it tells last changed, where nothing else on it says so."""
        return None

    @abstractmethod
    def head(self) -> Head:
        """What stands in its head."""

    @abstractmethod
    def view(self, here: str, root: str) -> dict[str, Any]:
        """What its template shows; `here` leads from it to the edition's root, `root` to the site's."""

    def words(self) -> str:
        """The HTML that is its own, for a search."""
        return ""

    def files(self) -> Iterable[tuple[str, bytes]]:
        """The files that stand beside it, by path below the site's root."""
        return ()

    def draws_on(self) -> Iterable[str]:
        """The paths of the pages whose words stand in it too: it is best made right after them."""
        return ()

    def forget(self) -> None:  # noqa: B027 - most have nothing to let go of
        """Let go of what was made for it, once it is made."""

    def context(self) -> dict[str, Any]:
        """Everything of its own that its template is handed."""
        made = common_context(self.edition, self.path, self.head())
        made.update(self.view(made["here"], made["root"]))
        made["last_change"] = self.last_change()
        live = self.live()
        if live is not None:
            made["live"] = live_attribute(live)
        return made


def policy_of(settings: Settings) -> str:
    """What the pages allow themselves (Content Security Policy): forms go to where readers sign up, if anywhere."""
    if settings.signup is None or settings.audience != "public":
        return f"{_POLICY} 'none'"
    parts = urlsplit(settings.signup)
    return f"{_POLICY} {parts.scheme}://{parts.netloc}"


def build_context(site: Site) -> dict[str, Any]:
    """What templates are handed that is the same for every page of a build."""
    return {
        "settings": site.settings,
        "only_for": lambda edition: mark_of(site.settings.audience, edition.words),
        "favicon": favicon(site),
        "assets": site.assets,
        "feeds_of_everything": partial(feeds_of_everything, site),
        "live": None,
        "as_of": None,
        "last_change": None,
    }


def common_context(edition: Edition, path: str, head: Head) -> dict[str, Any]:
    """What every template is handed besides. `path` is the page's address below the site's root."""
    root = addresses.root_from(path)
    return {
        "ui": edition,
        "_": edition.words.text,
        "n_": edition.words.count,
        "t": edition.moments,
        "root": root,
        "here": (root + edition.prefix).removeprefix("./") if edition.prefix else root,
        "head": head,
    }


def owned_page_head(site: Site, edition: Edition, path: str, title: str, description: str) -> Head:
    """The head of a page that the site's owner wrote in Markdown."""
    whole = edition.words.plain("{title} – {name}", title=title, name=site.settings.name)
    head = head_of(site, edition, path, whole, description or title)
    # It exists in one language; only the front page of the others is sure to be there.
    return head._replace(alternates=(), languages=languages_beside(site, edition, ""))
