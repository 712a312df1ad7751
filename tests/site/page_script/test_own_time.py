import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_reader_elsewhere_sees_their_own_time_beside_the_sites(opened, troubled):
    page = opened(troubled, timezone_id="America/New_York")
    promise = page.locator("[data-due]")

    expect(promise.locator("time")).to_have_text("24 Nov, 13:30 CET")
    expect(promise.locator(".local")).to_have_text("07:30 your time")
    assert promise.locator("time").get_attribute("title") == "24 Nov, 07:30 GMT-5"
    expect(page.locator(".asof")).to_have_text(
        "As of 24 Nov, 13:00 CET, 07:00 your time · next update 24 Nov, 13:30 CET, 07:30 your time"
    )
    expect(page.locator("footer .local")).to_have_count(0)
    expect(page.locator("footer time")).to_have_attribute("title", "24 Nov, 07:00 GMT-5")


def test_another_day_of_the_reader_is_named(opened, troubled):
    page = opened(troubled, timezone_id="Asia/Tokyo")

    expect(page.locator(".figures dd").first.locator(".local")).to_have_text("25 Nov, 06:30 your time")


def test_a_window_is_one_span_of_the_readers_time(opened, calm):
    page = opened(calm, timezone_id="Europe/Rome")

    expect(page.locator("[data-course=disks] .meta .local")).to_have_text("23:00 – 25 Nov, 00:00 your time")


def test_each_update_of_an_incident_has_the_readers_time(opened, troubled):
    page = opened(troubled, "incidents/errors/", timezone_id="America/New_York")

    expect(page.locator(".course .when .local")).to_have_text("06:30 your time")
    expect(page.locator(".course .when a .local")).to_have_count(0)


@pytest.mark.parametrize("zone", ["Europe/Rome", "Europe/Berlin"])
def test_a_reader_in_the_sites_own_time_sees_nothing_twice(opened, troubled, zone):
    page = opened(troubled, timezone_id=zone)

    expect(page.locator(".local")).to_have_count(0)
    expect(page.locator("time[title]")).to_have_count(0)
