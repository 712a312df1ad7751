"""What the clock will do next: `plainstatus.timeline.coming`."""

from plainstatus.timeline.coming import coming

from .building import at, incident, maintenance, notice, said, site, window

NIGHT = window("2026-11-24 22:00", "2026-11-24 23:00")
EVERYTHING = (
    maintenance(said("2026-11-24 10:00", "scheduled"), window=NIGHT),
    incident(said("2026-11-24 11:00", "investigating", next_update=at("2026-11-24 12:30")), id="late"),
    incident(said("2026-11-24 09:00", "investigating"), id="planned", publish_at=at("2026-11-24 13:00")),
    incident(said("2026-11-24 10:30", "investigating"), said("2026-11-24 14:00", "resolved"), id="future"),
    notice(said("2026-11-24 09:00", "notice"), until=at("2026-11-24 15:00")),
)


def test_each_thing_is_named_with_its_moment() -> None:
    found = coming(site(*EVERYTHING, now="2026-11-24 12:00"))

    assert [(f"{each.at:%H:%M}", each.kind, each.course.id if each.course else None) for each in found] == [
        ("12:30", "promise", "late"),
        ("13:00", "publication", "planned"),
        ("14:00", "words", "future"),
        ("15:00", "leaves", "holiday"),
        ("22:00", "start", "upgrade"),
        ("23:00", "end", "upgrade"),
        ("00:00", "day", None),
    ]


def test_that_an_incident_began_before_its_words_is_nothing_of_its_own() -> None:
    late = incident(said("2026-11-24 12:10", "investigating"), started=at("2026-11-24 12:05"))

    found = coming(site(late, now="2026-11-24 12:00"))

    assert [each.kind for each in found] == ["words", "day"]
