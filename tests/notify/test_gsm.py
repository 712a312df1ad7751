"""The alphabet of text messages and their parts: `plainstatus.notify.gsm`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.notify.gsm import in_gsm, is_gsm, parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # No character is cut: the 77th does not fit into the last place of the first part.
        ("€" * 153, 3),
        ("ш" * 70, 1),
        ("ш" * 71, 2),
        ("ш" * 134, 2),
        ("ш" * 135, 3),
        ("🔥" * 35, 1),
        ("🔥" * 66, 2),
        ("🔥" * 67, 3),
    ],
)
def test_a_text_takes_as_many_parts_as_networks_cut_it_into(text: str, parts: int) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("L’API “nuova” è giù – finché…", 'L\'API "nuova" è giù - finché...'),
        ("È TUTTO GIÀ A POSTO", "E' TUTTO GIA' A POSTO"),
        ("Perché più così però città É", "Perché più così però città É"),
        ("Łódź, Malmö, São Paulo", "Lodz, Malmö, Sao Paulo"),
        ("🔥 API ⚠️ down", " API  down"),
        ("10\u00a0€", "10 €"),
    ],
)
def test_typography_is_made_plain(written: str, sent: str) -> None:
    assert in_gsm(written) == sent


@pytest.mark.parametrize("text", ["Ошибки API – серьёзные", "サービスは停止中", "Dịch vụ bị gián đoạn", "α – ά"])
def test_what_cannot_be_written_in_the_alphabet_stays_as_it_is(text: str) -> None:
    assert in_gsm(text) == text
    assert not is_gsm(text)


@given(st.text(max_size=400))
def test_making_it_plain_never_takes_more_parts(text: str) -> None:
    assert in_gsm(in_gsm(text)) == in_gsm(text)
    assert parts_of(in_gsm(text)) <= parts_of(text)


@given(st.text(max_size=300), st.text(max_size=300))
def test_what_is_longer_takes_no_fewer_parts(text: str, more: str) -> None:
    assert parts_of(text) <= parts_of(text + more)
