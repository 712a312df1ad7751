import pytest
from playwright.sync_api import expect

from ..built import built

pytestmark = pytest.mark.browser

NAMES = [f"c{number}" for number in range(9)]
OUTAGES = {
    name: f"---\ntitle: Errors of {name}\ncomponents: {{{name}: major_outage}}\n---\n\n"
    f"## Investigating — 2026-11-1{number} 10:00 UTC\n\nRequests fail.\n\n"
    f"## Resolved — 2026-11-1{number} 11:00 UTC\n\nRequests succeed since 10:55 UTC.\n"
    for number, name in enumerate(NAMES)
}


def test_a_link_to_one_component_shows_its_working(opened, tmp_path):
    """With so many, all are folded."""
    components = "components: [" + ", ".join(f"{{id: {name}, name: {name}}}" for name in NAMES) + "]\n"
    page = opened(built(tmp_path, now="2026-11-24 12:00", components=components, incidents=OUTAGES), "uptime/#of-c3")
    third, fourth = page.locator("#of-c3"), page.locator("#of-c4")

    expect(third).to_have_attribute("open", "")
    expect(fourth).not_to_have_attribute("open", "")
    page.evaluate("location.hash = '#of-c4'")

    expect(fourth).to_have_attribute("open", "")
