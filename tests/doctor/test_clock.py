from email.utils import formatdate

import pytest

from plainstatus.doctor.clock import told_by_clock

NOW = 1_793_534_400.0


@pytest.mark.parametrize(
    ("apart", "level", "words"),
    [
        (3, "ok", "this machine's clock agrees with the server's"),
        (-90, "warning", "this machine's clock and the server's are 90 seconds apart"),
        (3 * 3600, "fault", "this machine's clock and the server's are 3 hours apart"),
    ],
)
def test_a_clock_is_compared_with_that_of_a_server(apart: int, level: str, words: str) -> None:
    (found,) = told_by_clock({"date": formatdate(NOW - apart, usegmt=True)}, lambda: NOW)

    assert (found.level, found.words) == (level, words)


def test_an_answer_out_of_a_cache_is_as_much_older_as_it_says() -> None:
    headers = {"date": formatdate(NOW - 4000, usegmt=True), "age": "4000"}

    assert [found.level for found in told_by_clock(headers, lambda: NOW)] == ["ok"]


@pytest.mark.parametrize("headers", [{}, {"date": "yesterday"}, {"date": formatdate(NOW), "age": "old"}])
def test_a_server_that_names_no_moment_tells_nothing(headers: dict[str, str]) -> None:
    assert list(told_by_clock(headers, lambda: NOW)) == []
