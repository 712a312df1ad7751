"""In which language and zone a channel speaks: `plainstatus.notify.voice`."""

import pytest

from plainstatus.look import theme_folder
from plainstatus.notify.messages import Message, message_of
from plainstatus.notify.voice import Voices
from plainstatus.wording.edition import editions_of

from ..timeline.building import at, maintenance, said, window
from .desk import NOW, SETTINGS, news_of, voice_of

NEWS = news_of(
    maintenance(said("2026-11-24 10:00", "scheduled"), window=window("2026-11-25 22:00", "2026-11-25 23:30")), now=NOW
)
EDITIONS = editions_of(SETTINGS, theme_folder() / "locales", at(NOW))
VOICES = Voices(voice_of(SETTINGS, NEWS), {edition.language: edition for edition in EDITIONS})


def heard(language: str | None = None, zone: str | None = None) -> Message:
    (occasion,) = NEWS.to_tell.values()
    return message_of(occasion, NEWS.timeline, VOICES.of(language, zone))


def test_who_chose_nothing_hears_the_language_of_the_channel_and_the_zone_of_the_site() -> None:
    assert heard().subject == "Scheduled: Upgrade – 25 Nov, 22:00 – 23:30 UTC"
    assert VOICES.of(None, None) is VOICES.own


def test_a_subscriber_in_tokyo_who_reads_italian_is_told_in_italian_at_their_own_hours() -> None:
    message = heard("it", "Asia/Tokyo")

    assert message.subject == "Programmata: Upgrade – 26 nov, 07:00 – 08:30 JST"
    assert message.facts == (("Quando", "26 nov, 07:00 – 08:30 JST"), ("Colpiti", "Mail API"))
    assert message.link == "https://status.otter.example/it/incidents/upgrade/"


def test_a_zone_of_ones_own_leaves_the_language_as_it_is() -> None:
    assert heard(zone="Europe/Rome").subject == "Scheduled: Upgrade – 25 Nov, 23:00 CET – 26 Nov, 00:30 CET"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "/etc/localtime", "Europe"])
def test_a_zone_that_nobody_knows_counts_as_none(zone: str) -> None:
    assert heard(zone=zone) == heard()


def test_a_language_that_the_site_has_no_longer_counts_as_none() -> None:
    assert heard("fi", "Asia/Tokyo") == heard(zone="Asia/Tokyo")


def test_a_voice_is_made_once_for_all_who_chose_the_same() -> None:
    assert VOICES.of("it", "Asia/Tokyo") is VOICES.of("it", "Asia/Tokyo")
