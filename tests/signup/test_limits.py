import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.signup.limits import Limit, network_of


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(most=st.integers(1, 5), names=st.lists(st.sampled_from("abc"), max_size=30))
def test_each_may_so_often_in_a_while_and_no_more(most: int, names: list[str]) -> None:
    limit = Limit(most, 60, Clock())

    allowed = [name for name in names if limit.allows(name)]

    assert allowed == [name for number, name in enumerate(names) if names[:number].count(name) < most]


def test_after_the_while_it_begins_anew() -> None:
    clock = Clock()
    limit = Limit(1, 60, clock)
    assert (limit.allows("a"), limit.allows("a")) == (True, False)

    clock.now = 60

    assert limit.allows("a")


def test_it_takes_the_same_memory_for_however_many_and_keeps_no_name() -> None:
    limit = Limit(1, 60, Clock())
    for number in range(20_000):
        limit.allows(f"{number}@example.com")

    assert not any(isinstance(kept, dict | set | list | str) for kept in vars(limit).values())
    assert sum(limit.allows(f"new{number}@example.com") for number in range(1000)) > 500


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:0:12ff::1", "2001:db8:0:1200::/56"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_a_house_is_one_network(client: str, network: str) -> None:
    assert network_of(client) == network
