"""Who wishes to hear of something: `plainstatus.notify.mailing.interest`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plainstatus.model.component import Group
from plainstatus.model.subscriber import Wishes
from plainstatus.notify.mailing.interest import Interest, with_groups

from .people import SAID, person

ABOUT = Interest(SAID, "incident", frozenset({"late"}), frozenset({"api", "sending"}))


@pytest.mark.parametrize(
    ("wishes", "hears"),
    [
        (Wishes(), True),
        (Wishes(("api",)), True),
        (Wishes(("web", "api")), True),
        (Wishes(("sending",)), True),
        (Wishes(("web",)), False),
        (Wishes(kinds=("incident",)), True),
        (Wishes(kinds=("maintenance",)), False),
        (Wishes(incident="late"), True),
        (Wishes(incident="other"), False),
        (Wishes(("web",), ("maintenance",), incident="late"), True),
    ],
)
def test_a_subscriber_hears_of_what_they_wish_for(wishes: Wishes, hears: bool) -> None:
    assert ABOUT.is_shared_by(person(1, wishes=wishes)) == hears


def test_what_names_no_component_concerns_everybody() -> None:
    everywhere = replace(ABOUT, touched=frozenset())

    assert everywhere.is_shared_by(person(1, wishes=Wishes(("web",))))


@pytest.mark.parametrize(("seconds", "hears"), [(-1, True), (0, True), (1, False)])
def test_whoever_came_later_hears_nothing_of_what_was_said_before(seconds: int, hears: bool) -> None:
    assert ABOUT.is_shared_by(person(1, since=SAID + timedelta(seconds=seconds))) == hears


@pytest.mark.parametrize("address", ["reader1@list.example", "Reader1@LIST.example"])
def test_whoever_the_settings_name_hears_of_it_anyway(address: str) -> None:
    named = replace(ABOUT, named=frozenset({"reader1@list.example"}))

    assert not named.is_shared_by(replace(person(1), address=address))
    assert named.is_shared_by(person(2))


def test_a_group_is_touched_by_each_of_its_components() -> None:
    groups = [Group("sending", {}, ("api", "smtp")), Group("reading", {}, ("web",)), Group("empty", {})]

    assert with_groups(["smtp"], groups) == {"smtp", "sending"}
    assert with_groups([], groups) == frozenset()
