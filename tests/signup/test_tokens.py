import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.signup.tokens import KeyFault, Keys, TokenFault, keys_in, opened, signed

KEYS = Keys(b"k" * 32)
_JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=8)

WHOSE = "it holds the key that the sign-up has; the first one is printed by `plainstatus signup --new-key`"


@given(values=st.lists(_JSON, max_size=5), expires=st.none() | st.integers(1, 2**40))
def test_what_is_signed_comes_out_as_it_was(values: list[object], expires: int | None) -> None:
    assert opened("manage", signed("manage", values, KEYS, expires), KEYS, 0) == values


@given(place=st.integers(0, 200), char=st.characters(codec="ascii"))
def test_one_other_character_and_it_says_nothing(place: int, char: str) -> None:
    token = signed("leave", ["ada@example.com"], KEYS)
    place %= len(token)
    changed = token[:place] + char + token[place + 1 :]

    if changed != token:
        with pytest.raises(TokenFault):
            opened("leave", changed, KEYS, 0)


@given(st.text(max_size=200))
def test_whatever_else_is_no_token(text: str) -> None:
    with pytest.raises(TokenFault):
        opened("confirm", text, KEYS, 0)


def test_a_token_counts_until_its_moment() -> None:
    token = signed("manage", ["a"], KEYS, 1000)

    assert opened("manage", token, KEYS, 999.9) == ["a"]
    with pytest.raises(TokenFault) as caught:
        opened("manage", token, KEYS, 1000)
    assert caught.value.expired


def test_a_token_is_for_one_purpose_and_of_one_key() -> None:
    token = signed("leave", ["a"], KEYS)

    for purpose, keys in (("manage", KEYS), ("confirm", KEYS), ("leave", Keys(b"n" * 32))):
        with pytest.raises(TokenFault):
            opened(purpose, token, keys, 0)  # type: ignore[arg-type]
    assert opened("leave", token, Keys(b"n" * 32, KEYS.current), 0) == ["a"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, f"the variable PLAINSTATUS_SIGNUP_KEY is not set: {WHOSE}"),
        (
            {"PLAINSTATUS_SIGNUP_KEY": "short"},
            f"the variable PLAINSTATUS_SIGNUP_KEY is shorter than 32 characters: {WHOSE}",
        ),
        (
            {"PLAINSTATUS_SIGNUP_KEY": "k" * 32, "PLAINSTATUS_SIGNUP_KEY_OLD": "short"},
            f"the variable PLAINSTATUS_SIGNUP_KEY_OLD is shorter than 32 characters: {WHOSE}",
        ),
    ],
)
def test_a_key_that_is_none_is_told_of(environment: dict[str, str], said: str) -> None:
    with pytest.raises(KeyFault) as caught:
        keys_in(environment)

    assert str(caught.value) == said


def test_the_keys_are_shown_to_nobody() -> None:
    assert "kkk" not in repr(KEYS)
