"""What stands in the words, and not in the fields beside them: times, and that it works again."""

import pytest

from plainstatus.check.course.told_times import (
    tells_it_works,
    tells_next_update,
    tells_recovery,
    tells_recovery_unknown,
)


@pytest.mark.parametrize(
    "text",
    [
        "Next update in 30 minutes.",
        "We will update you by 15:00 UTC.",
        "We write again within the next hour.",
        "Prossimo aggiornamento entro un'ora.",
        "Scriviamo di nuovo alle 15:30.",
    ],
)
def test_words_may_promise_the_next_ones(text: str) -> None:
    assert tells_next_update(text)
    assert not tells_recovery(text)


@pytest.mark.parametrize(
    "text",
    [
        "We expect full recovery in about 2 hours.",
        "It should be back by 18:00.",
        "Torneremo online entro le 18.",
        "ETA: 2 h",
    ],
)
def test_words_may_say_when_service_is_back(text: str) -> None:
    assert tells_recovery(text)
    assert not tells_next_update(text)


@pytest.mark.parametrize(
    "text", ["We write again soon.", "It was back at 10:00.", "An update at last. It fails in Italy."]
)
def test_words_without_a_time_to_come_promise_nothing(text: str) -> None:
    assert not tells_next_update(text)
    assert not tells_recovery(text)


@pytest.mark.parametrize(
    "text",
    [
        "We do not have an estimated time yet.",
        "There is no ETA.",
        "We don't yet know when orders can be placed again.",
        "Non abbiamo ancora una stima.",
        "Non sappiamo quando i pagamenti ripartono.",
    ],
)
def test_words_may_say_that_nobody_knows(text: str) -> None:
    assert tells_recovery_unknown(text)
    assert not tells_recovery(text)


@pytest.mark.parametrize("text", ["No orders are lost.", "We know when it began.", "Non è arrivato l'ordine."])
def test_words_about_something_else_do_not_say_that_nobody_knows(text: str) -> None:
    assert not tells_recovery_unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Payments are operating normally.",
        "The cause is fixed and parcels have been fully restored.",
        "We see full availability for all lockers.",
        "We are declaring full recovery.",
        "The change is undone. You should see full recovery.",
        "Labels are printed again. Customers should no longer see errors.",
        "You may have waited for labels. All printers have recovered.",
        "I pagamenti funzionano di nuovo.",
        "La stampa delle etichette è tornata alla normalità.",
    ],
)
def test_words_may_say_that_it_works(text: str) -> None:
    assert tells_it_works(text)


@pytest.mark.parametrize(
    "text",
    [
        "The cause is fixed; labels may still be late.",
        "Payments should be back to normal at noon.",
        "This has not been resolved.",
        "Almost all lockers have recovered.",
        "We expect to see full recovery.",
        "We watch it until full recovery.",
        "We are waiting to see that the fault is fixed.",
        "I pagamenti funzionano di nuovo, ma i rimborsi no.",
    ],
)
def test_who_takes_it_back_does_not_say_that_it_works(text: str) -> None:
    assert not tells_it_works(text)
