"""Channels that are for subscribers, and how fast: `plainstatus.reading.channel_fields`."""

from pathlib import Path

import pytest

from .test_channels import channel, fault

MAIL = "smtp: mail.example.com, from: status@example.com"


@pytest.mark.parametrize(
    ("to", "named", "subscribers"),
    [
        ("subscribers", (), True),
        ("[subscribers]", (), True),
        ("[a@example.com, subscribers]", ("a@example.com",), True),
        ("[a@example.com]", ("a@example.com",), False),
    ],
)
@pytest.mark.parametrize("kind", [MAIL, "ses: [eu-south-1], from: status@example.com", "outbox: outbox"])
def test_a_channel_for_mail_can_be_for_subscribers(
    tmp_path: Path, kind: str, to: str, named: tuple[str, ...], subscribers: bool
) -> None:
    found = channel(tmp_path, f"{kind}, to: {to}")

    assert (found.to, found.subscribers) == (named, subscribers)


def test_without_a_word_there_are_eight_connections_and_no_bound(tmp_path: Path) -> None:
    found = channel(tmp_path, f"{MAIL}, to: subscribers")

    assert (found.parallel, found.rate) == (8, None)


@pytest.mark.parametrize(
    ("rate", "a_second"), [("14/s", 14), ("'14 / s'", 14), ("30/min", 0.5), ("7200/h", 2), ("12/h", 1 / 300)]
)
def test_a_rate_is_so_many_in_a_time(tmp_path: Path, rate: str, a_second: float) -> None:
    assert channel(tmp_path, f"{MAIL}, to: subscribers, rate: {rate}").rate == pytest.approx(a_second)


@pytest.mark.parametrize("rate", ["14", "0/s", "14/day", "-1/s", "fast", "1.5/s", "9999999/s"])
def test_what_is_no_rate_is_told(tmp_path: Path, rate: str) -> None:
    assert fault(tmp_path, f"{MAIL}, to: subscribers, rate: {rate}").endswith(
        f"error: “{rate}” is not a rate\n    Write it like `14/s`, `100/min` or `5000/h`."
    )


def test_a_rate_at_which_nobody_hears_in_time_is_told(tmp_path: Path) -> None:
    assert "“11/h” would reach nobody in time" in fault(tmp_path, f"{MAIL}, to: subscribers, rate: 11/h")


@pytest.mark.parametrize("number", ["0", "65", "-1", "many", "1.5"])
def test_there_are_one_to_sixty_four_connections(tmp_path: Path, number: str) -> None:
    assert f"“{number}” is no number from 1 to 64" in fault(tmp_path, f"{MAIL}, to: subscribers, parallel: {number}")
    assert channel(tmp_path, f"{MAIL}, to: subscribers, parallel: 64").parallel == 64


def test_a_word_that_stands_for_nobody_is_no_address(tmp_path: Path) -> None:
    assert "“subscriber” is not a mail address" in fault(tmp_path, f"{MAIL}, to: [subscriber]")
