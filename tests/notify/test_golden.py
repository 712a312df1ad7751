"""Every kind of message in every language, whole, as `golden/` has it.

After a change that is wished for, the files are made anew: `python -m tests.notify.test_golden`.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plainstatus.model.incident import UNKNOWN, Incident, Update
from plainstatus.notify.mail import mail_of
from plainstatus.notify.messages import message_of
from plainstatus.notify.occasion import Occasion
from plainstatus.notify.short_text import short_text

from ..timeline.building import at, incident, maintenance, notice, said, window
from .desk import SETTINGS, news_of, voice_of

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("en", "it")


def _said(moment: str, status: str, english: str, italian: str, **fields: Any) -> Update:
    return replace(said(moment, status, **fields), text=english, translations={"it": italian})


def _of(made: Incident, english: str, italian: str, *updates: Update) -> Incident:
    return replace(made, title=english, titles={"it": italian}, updates=updates)


OUTAGE = _of(
    incident(id="2026-11-24-mail-late", components={"api": "major_outage"}, started=at("2026-11-24 14:00")),
    "Mail is late",
    "La posta è in ritardo",
    _said(
        "2026-11-24 14:05",
        "investigating",
        "Mail waits for **up to an hour**.\n\n- Nothing is lost.\n- Reading works.",
        "La posta attende **fino a un’ora**.\n\n- Nulla va perso.\n- La lettura funziona.",
        next_update=at("2026-11-24 14:35"),
    ),
    _said(
        "2026-11-24 14:25",
        "identified",
        "A disk is full.",
        "Un disco è pieno.",
        components={"web": "degraded_performance"},
        expected_recovery=at("2026-11-24 16:00"),
    ),
    _said("2026-11-24 15:00", "monitoring", "Mail moves again.", "La posta riparte.", expected_recovery=UNKNOWN),
    _said("2026-11-24 15:41", "resolved", "Mail is in time.", "La posta è puntuale."),
    _said("2026-11-24 18:00", "postmortem", "We were slow.", "Siamo stati lenti."),
)
HOLIDAY = _of(
    notice(id="holiday"),
    "We are closed on Friday",
    "Venerdì siamo chiusi",
    _said("2026-11-24 19:00", "notice", "Answers come on Monday.", "Rispondiamo lunedì."),
)
_ANNOUNCED = ("scheduled", "Sending pauses for a few minutes.", "L’invio si ferma per qualche minuto.")
_WINDOW = window("2026-11-25 22:00", "2026-11-25 23:30")
WORKS = _of(
    maintenance(window=_WINDOW, id="disks", remind=(timedelta(hours=1),), components={"api": "partial_outage"}),
    "Disks are changed",
    "Cambio dei dischi",
    _said("2026-11-24 10:00", *_ANNOUNCED),
)
MOVED = _of(
    maintenance(window=_WINDOW, id="moved", remind=()),
    "Database upgrade",
    "Aggiornamento del database",
    _said(
        "2026-11-24 11:00",
        "rescheduled",
        "The supplier is late.",
        "Il fornitore è in ritardo.",
        scheduled=window("2026-11-26 22:00", "2026-11-27 00:30"),
    ),
)
MOVED = replace(MOVED, updates=(_said("2026-11-24 10:30", *_ANNOUNCED), *MOVED.updates))
CANCELLED = _of(
    maintenance(window=_WINDOW, id="cancelled", remind=()),
    "New cables",
    "Cavi nuovi",
    _said("2026-11-24 11:30", *_ANNOUNCED),
    _said("2026-11-24 12:00", "cancelled", "No need for it.", "Non serve più."),
)
WEEKLY = _of(
    maintenance(window=_WINDOW, id="weekly", remind=()),
    "Weekly restart",
    "Riavvio settimanale",
    _said("2026-11-24 12:30", *_ANNOUNCED),
)
assert WEEKLY.schedule is not None
WEEKLY = replace(WEEKLY, schedule=replace(WEEKLY.schedule, repeat="FREQ=WEEKLY"))

STORY = (OUTAGE, HOLIDAY, WORKS, MOVED, CANCELLED, WEEKLY)
LATE = timedelta(hours=1, minutes=10)


def _occasions() -> list[tuple[Occasion, datetime]]:
    """What is told in three days, with the moment at which it is told."""
    news = news_of(*STORY, now="2026-11-26 12:00")
    in_order = sorted(news.said.values(), key=lambda each: each.public_from)
    in_time = [(each, each.public_from) for each in in_order]
    too_late = [(each, each.public_from + LATE) for each in in_order if each.kind == "end"]
    return [*in_time, *too_late]


def told(language: str) -> str:
    """All messages as people read them, each with its text message."""
    pages = []
    for occasion, moment in _occasions():
        now = f"{moment:%Y-%m-%d %H:%M}"
        news = news_of(*STORY, now=now)
        voice = voice_of(SETTINGS, news, language, now)
        message = message_of(occasion, news.timeline, voice)
        mail = mail_of(message, voice, None, "ada@otter.example", "mail", moment)
        text = mail.get_body(("plain",))
        assert text is not None
        shown = str(text.get_content()).replace("\r\n", "\n").rstrip("\n")
        short = short_text(message)
        pages.append(f"Subject: {mail['Subject']}\n\n{shown}\n\nSMS ({short.parts}): {short.text}\n")
    return f"\n{'=' * 80}\n\n".join(pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_reads_as_it_did(language: str) -> None:
    assert told(language) == (GOLDEN / f"{language}.txt").read_text("utf-8")


def test_every_kind_is_among_them() -> None:
    occasions = [occasion for occasion, _ in _occasions()]

    assert {each.kind for each in occasions} == {"update", "reminder", "start", "end"}
    assert {each.status for each in occasions} >= {"notice", "rescheduled", "cancelled", "postmortem", "resolved"}


if __name__ == "__main__":
    for each in LANGUAGES:
        (GOLDEN / f"{each}.txt").write_text(told(each), "utf-8")
