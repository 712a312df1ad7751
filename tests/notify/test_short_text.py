"""Messages as text messages: `plainstatus.notify.short_text`."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.notify.gsm import parts_of
from plainstatus.notify.messages import Message, Tags
from plainstatus.notify.short_text import short_text
from plainstatus.notify.standing import Concerned, Standing

from ..timeline.building import at, incident, maintenance, said, window
from .desk import messages_of

LINK = "https://status.otter.example/incidents/2026-11-24-mail-late/"
LATE = incident(
    said("2026-11-24 14:05", "investigating", next_update=at("2026-11-24 14:35")),
    said("2026-11-24 14:25", "identified", {"web": "partial_outage"}, expected_recovery=at("2026-11-24 16:00")),
    said("2026-11-24 15:41", "resolved"),
    id="2026-11-24-mail-late",
    components={"api": "major_outage"},
    titles={"it": "La posta è in ritardo"},
)
OUTAGE = replace(LATE, title="Mail is late")
WORKS = maintenance(
    said("2026-11-20 10:00", "scheduled"),
    said("2026-11-24 22:00", "in_progress"),
    window=window("2026-11-24 22:00", "2026-11-24 23:30"),
    id="works",
)
TAGS = Tags("incident", "investigating", "major", (), opens=True)


def plain(
    *affected: str, state: str = "Investigating", title: str = "Errors", link: str = LINK, short: tuple[str, ...] = ()
) -> Message:
    standing = Standing(
        at("2026-11-24 14:05"), tuple(Concerned(name, name, "major_outage") for name in affected), None, None, None
    )
    return Message("k", "t", "s", state, "major_outage", title, None, "", "", None, (), link, TAGS, standing, short)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            [
                f"Investigating: Mail API - Major outage, next update 24 Nov, 14:35 UTC. Mail is late {LINK}",
                f"Identified: Mail API, Web mail - Major outage, expected back 24 Nov, 16:00 UTC. Mail is late {LINK}",
                f"Resolved: Mail API, Web mail - after 1 h 36 min. Mail is late {LINK}",
            ],
        ),
        (
            "it",
            [
                "Verifica in corso: Mail API - Interruzione grave, prossimo aggiornamento: 24 nov, 14:35 UTC "
                "https://status.otter.example/it/incidents/2026-11-24-mail-late/",
                "Causa individuata: Mail API, Posta web - ripristino previsto: 24 nov, 16:00 UTC "
                "https://status.otter.example/it/incidents/2026-11-24-mail-late/",
                "Risolto: Mail API, Posta web - dopo 1 h 36 min. La posta è in ritardo "
                "https://status.otter.example/it/incidents/2026-11-24-mail-late/",
            ],
        ),
    ],
)
def test_state_components_and_time_come_first_and_the_link_last_in_one_part(language: str, texts: list[str]) -> None:
    made = [short_text(message) for message in messages_of(OUTAGE, now="2026-11-25 09:00", language=language)]

    assert [each.text for each in made] == texts
    assert {each.parts for each in made} == {1}


def test_a_maintenance_says_until_when() -> None:
    *_, begun = messages_of(WORKS, now="2026-11-24 22:01")

    assert short_text(begun).text == (
        "In progress: Mail API - until 24 Nov, 23:30 UTC. Upgrade https://status.otter.example/incidents/works/"
    )


def test_what_goes_out_late_says_so_here_too() -> None:
    late = replace(plain("Mail API", state="In progress", short=("until 24 Nov, 23:30 UTC",)), late="sent late")

    assert short_text(late).text == f"In progress: Mail API - until 24 Nov, 23:30 UTC, sent late. Errors {LINK}"


def test_how_it_is_stays_where_there_is_no_room_for_the_time() -> None:
    link = "https://status.otter.example/it/incidents/2026-11-24-parcels-cannot-be-followed-by-anybody/"
    long = plain("Pagina di tracciamento", link=link, short=("Interruzione grave", "prossimo aggiornamento: 24 nov"))

    assert short_text(long).text == f"Investigating: Pagina di tracciamento - Interruzione grave {link}"


def test_of_many_components_the_first_is_named_and_the_others_are_counted() -> None:
    many = plain(*(f"Component number {number}" for number in range(9)), short=("Major outage",))

    assert short_text(many).text == f"Investigating: Component number 0 +8 - Major outage {LINK}"


def test_without_components_the_title_stands_there_once() -> None:
    assert short_text(plain()).text == f"Investigating: Errors {LINK}"


def test_another_alphabet_may_take_two_parts() -> None:
    message = plain("Почта", state="Расследование", short=("до 24 нояб., 14:35 UTC",))

    assert short_text(message) == (f"Расследование: Почта - до 24 нояб., 14:35 UTC. Errors {LINK}", 2)


def test_a_link_that_is_longer_than_all_that_may_be_sent_stands_alone() -> None:
    link = f"https://status.otter.example/incidents/{'x' * 400}/"

    assert short_text(plain(link=link)) == (link, 3)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@given(WORDS, WORDS, st.lists(WORDS, max_size=9), st.lists(WORDS, max_size=2), st.integers(1, 3))
def test_it_never_takes_more_parts_than_it_may_and_always_has_the_link(
    state: str, title: str, affected: list[str], short: list[str], most: int
) -> None:
    message = plain(*affected, state=state, title=title, short=tuple(short))

    made = short_text(message, most)

    assert made.parts == parts_of(made.text) <= most
    assert made.text.endswith(LINK)
    assert made.text == LINK or made.text[: -len(LINK)].endswith(" ")
