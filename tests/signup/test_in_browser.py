"""The whole way of a reader whose browser runs no script: from the site's form over their mail to leaving."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plainstatus.commands.signing_up import open_reception
from plainstatus.model.subscriber import Subscriber, Wishes
from plainstatus.signup.links import Asked, leave_link
from plainstatus.signup.office import Office
from plainstatus.signup.wsgi import application, server
from plainstatus.subscribers.sqlite import SubscribersInSqlite

from ..browser import Served, Visits
from ..live import free_port
from ..notify.mail_server import Post, mail_server
from ..site.built import build, config, write_files

pytestmark = pytest.mark.browser

NOW = "2026-11-24 15:00"
ADA = Subscriber("a1", "mail", "ada@example.com", Wishes(("api",)), zone="Asia/Tokyo")
FILES = {
    "components.yml": "groups: [{id: platform, name: Platform, components: [{id: api, name: API}]}]\n"
    "components: [{id: website, name: Website}]\n",
    "incidents/open.md": "---\ntitle: It is slow\ncomponents: {api: degraded_performance}\n---\n"
    "## Investigating — 2026-11-24 14:00 UTC\n\nWe look.\n",
}


@dataclass
class World:
    """A site, its sign-up and a mail server, each at a port of this machine."""

    site: Served
    post: Post
    store: SubscribersInSqlite
    page: Page
    office: Office

    def link(self) -> str:
        """The link in the last mail."""
        body = self.post.mails()[-1].get_body(("plain",))
        assert body is not None
        found = re.search(r"http://\S+/confirm\S+", body.get_content())
        assert found
        return found[0]


@pytest.fixture
def world(tmp_path: Path, visits: Visits, served: Callable[..., Served]):
    port = free_port()
    with mail_server() as post:
        options = {
            "languages": ["en", "it"],
            "signup": f"http://127.0.0.1:{port}/",
            "channels": {
                "mail": {
                    "smtp": f"127.0.0.1:{post.port}",
                    "from": "s@otter.example",
                    "to": ["subscribers"],
                    "tls": "none",
                }
            },
        }
        write_files(tmp_path, {"mkdocs.yml": config(**options), **FILES})
        office = open_reception(tmp_path / "mkdocs.yml").office({"PLAINSTATUS_SIGNUP_KEY": "k" * 32}, print)
        with server(application(office), "127.0.0.1", port) as serving:
            thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            site = served(build(tmp_path, now=NOW))
            page = visits.page(java_script_enabled=False)
            assert isinstance(office.store, SubscribersInSqlite)
            yield World(site, post, office.store, page, office)
            # The browser keeps connections open that would be waited for.
            page.context.close()
            serving.shutdown()
            thread.join()
        office.store.close()


def test_a_reader_subscribes_confirms_chooses_anew_and_leaves(world: World) -> None:
    page = world.page
    page.goto(f"{world.site.url}subscribe/")
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("Maintenance").uncheck()
    page.get_by_text("Some components alone").click()
    page.get_by_label("All of Platform").check()
    page.get_by_role("button", name="Send me a link to confirm").click()
    expect(page.get_by_role("heading", name="Please look into your mail")).to_be_visible()
    assert world.post.recipients() == ["ada@example.com"]

    page.goto(world.link())
    expect(page.get_by_text("Messages will come to ada@example.com.")).to_be_visible()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    (kept,) = world.store.every()
    assert kept.wishes == Wishes(("platform",), ("incident",))

    page.get_by_role("link", name="Choose what you hear of").click()
    page.get_by_label("Maintenance").check()
    page.get_by_label("Language of the messages").select_option("it")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Fatto")).to_be_visible()
    (kept,) = world.store.every()
    assert (kept.wishes, kept.language) == (Wishes(("platform",)), "it")

    page.goto(leave_link(world.office.links)(kept) or "")
    page.get_by_role("button", name="Annulla l’iscrizione").click()
    expect(page.get_by_role("heading", name="Iscrizione annullata")).to_be_visible()
    assert [each.state for each in world.store.every()] == ["left"]

    page.get_by_role("link", name=re.compile("dimenticare")).click()
    page.get_by_role("button", name="Dimentica l’indirizzo").click()
    assert list(world.store.every()) == []


def test_a_reader_asks_for_one_incident_on_its_page(world: World) -> None:
    page = world.page
    page.goto(f"{world.site.url}incidents/open/")
    page.get_by_text("By mail, this one alone").click()
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_role("button", name="Send me a link to confirm").click()
    page.goto(world.link())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()

    assert [each.wishes for each in world.store.every()] == [Wishes(incident="open")]


def test_what_is_wrong_is_told_beside_its_field(world: World, visits: Visits) -> None:
    page = world.page
    page.goto(f"{world.site.url}subscribe/")
    page.get_by_label("E-mail address").fill("ada@localhost")
    page.get_by_text("Times in another zone").click()
    page.get_by_label("Time zone, such as Europe/Rome").fill("Europe/Rom")
    page.get_by_role("button", name="Send me a link to confirm").click()

    expect(page.get_by_label("E-mail address")).to_have_accessible_description(
        "This is no e-mail address that a message can be sent to."
    )
    expect(page.get_by_label("Time zone")).to_have_accessible_description(
        "There is no such time zone. Did you mean Europe/Rome?"
    )
    assert world.post.received == []
    assert all("422" in complaint for complaint in visits.complaints)
    visits.complaints.clear()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_can_be_used_on_any_screen_by_everybody(world: World, visits: Visits, width: int) -> None:
    world.store.save(ADA)
    links = world.office.links
    page = visits.page(bypass_csp=True, viewport={"width": width, "height": 640})
    for address in (
        f"{world.site.url}subscribe/",
        f"{world.site.url}incidents/open/",
        links.base,
        f"{links.base}nothing",
        links.confirm(Asked("ada@example.com"), world.office.clock()),
        links.manage("ada@example.com", world.office.clock()),
        links.leave("ada@example.com"),
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    # The page that is not there says so in the console too.
    visits.complaints.clear()
