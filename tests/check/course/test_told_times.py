"""Times that stand in the words, and not in the fields beside them."""

import pytest

from plainstatus.check.course.told_times import tells_next_update, tells_recovery


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
