"""Blame, which is found, and causes, which may be named."""

import pytest

from .saying import marked


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "It was caused by human\nerror.", "human\nerror"),
        ("en", "One of our engineers had accidentally dropped a table.", "One of our engineers had accidentally"),
        ("en", "A junior developer forgot the index.", "A junior developer forgot"),
        ("en", "A mistake made by a contractor stopped logins.", "mistake made by a contractor"),
        ("en", "The vendor is to blame.", "is to blame"),
        ("en", "This was not our fault.", "not our fault"),
        ("en", "It is the fault of our supplier.", "is the fault of our supplier"),
        ("en", "This was entirely the fault of one customer.", "was entirely the fault of one customer"),
        ("en", "Our supplier let us down.", "let us down"),
        ("en-GB", "Through no fault of our own.", "no fault of our"),
        ("it", "È stato un errore umano.", "errore umano"),
        ("it", "Un nostro tecnico ha cancellato per errore i dati.", "Un nostro tecnico ha cancellato per errore"),
        ("it", "Per colpa del fornitore la posta non arriva.", "Per colpa del"),
        ("it", "Errore di un nostro collaboratore.", "Errore di un nostro collaboratore"),
    ],
)
def test_blame_is_found(language: str, text: str, part: str) -> None:
    assert marked("blame", text, language) == [part]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our mail supplier has an outage, which is the cause."),
        ("en", "We mistakenly sent mails twice. A bug accidentally deleted rows."),
        ("en", "Our engineers have found the cause. An engineer is on the way."),
        ("en", "Users see the user error message. The system is fault-tolerant."),
        ("en", "The fault of our supplier is mended. It was the fault of a switch."),
        ("en", "`human error` is the name of a band."),
        ("it", "Il fornitore ha un guasto. Un nostro tecnico sta lavorando."),
        ("it", "Un errore del programma ha fermato gli accessi."),
        ("en", "errore umano"),
        ("it", "human error"),
    ],
)
def test_a_cause_is_no_blame(language: str, text: str) -> None:
    assert marked("blame", text, language) == []
