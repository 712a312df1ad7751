import pytest

from ...timeline.building import SECOND, at
from ..built import built
from .sites import COMPONENTS, HOLIDAY, OUTAGE, WORKS


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Built at noon, before a maintenance; it does not grow stale in these tests."""
    incidents = {"disks": WORKS, "holiday": HOLIDAY}
    return built(
        tmp_path_factory.mktemp("calm"),
        now="2026-11-24 12:00",
        components=COMPONENTS,
        incidents=incidents,
        stale_after="30d",
    )


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """Built at noon, in the middle of an outage."""
    return built(
        tmp_path_factory.mktemp("troubled"),
        now="2026-11-24 12:00",
        components=COMPONENTS,
        incidents={"errors": OUTAGE},
        timezone="Europe/Rome",
    )


@pytest.fixture
def opened(visits, served):
    """Opens a page of a built site at a moment that the reader's clock shows, and lets that clock stand."""

    def open(folder, path="", *, clock="2026-11-24 12:00", **reader):
        page = visits.page(**{"timezone_id": "UTC", **reader})
        site = served(folder)
        page.clock.install(time=at(clock) - SECOND)
        page.clock.pause_at(at(clock))
        page.goto(site.url + path)
        # It would be gone after a reload.
        page.evaluate("window.untouched = true")
        page.site = site
        return page

    return open
