"""A publisher is killed before and after whatever it does."""

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plainstatus.publish.build_folder import Build
from plainstatus.publish.delivery import deliver

from ..aws.server import Aws
from . import places
from .consistent import exactly, faults
from .folders import URL, made, order, site, text_of
from .mortal import Nursery
from .places import Place
from .stores import Peek, at_hand

#: What comes after the one that was killed, where that is another site.
THIRD = site("blue", {"a": "It works again.", "d": "Something else."})


@pytest.fixture
def third(tmp_path: Path) -> Build:
    return made(tmp_path / "third", THIRD, minute=3)


def on_disk(tmp_path: Path, kind: str) -> tuple[Place, tuple[str, str], Callable[[], None]]:
    where = tmp_path / "places"
    place = getattr(places, kind)(where)
    kept = tmp_path / "kept"

    def bring_back() -> None:
        if not kept.exists():
            shutil.copytree(where, kept)
        shutil.rmtree(where)
        shutil.copytree(kept, where)

    return place, (kind, str(where / {"directory": "published", "artifact": "public.tar.gz"}[kind])), bring_back


def in_store(aws: Aws) -> tuple[Place, tuple[str, str], Callable[[], None]]:
    place = places.amazons(aws)
    # Those who are killed go through the socket; all others take the short way.
    aws.wire.trouble = lambda operation, number, request: at_hand(request)
    peek = Peek(places.BUCKET)
    kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    def bring_back() -> None:
        kept.update({} if kept else peek.kept())
        peek.bring_back(kept)

    return place, ("bucket", places.BUCKET), bring_back


@pytest.fixture(params=["directory", "artifact", pytest.param("bucket", marks=pytest.mark.proves("moto"))])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Nursery, Callable[[], None]]]:
    """A place, those who will die there, and a way back to how it was at first."""
    of_aws = request.param == "bucket"
    aws = request.getfixturevalue("aws") if of_aws else None
    place, target, bring_back = in_store(aws) if aws else on_disk(tmp_path, request.param)
    with closing(Nursery(target)) as nursery:
        yield place, nursery, bring_back


def test_wherever_a_publisher_is_killed_readers_lose_nothing_and_the_next_one_completes_it(
    scene: tuple[Place, Nursery, Callable[[], None]], old: Build, new: Build, third: Build
) -> None:
    place, nursery, bring_back = scene
    deliver(place.target(), order(old))
    bring_back()
    ended, steps = nursery.publish(new.root, at=0)
    assert (ended, exactly(place.contents(), text_of(new))) == (0, [])
    assert steps > 2 * len(new.files)

    for at in range(1, steps + 1):
        bring_back()
        ended, _ = nursery.publish(new.root, at)

        assert ended == signal.SIGKILL
        assert faults(place.contents(), URL) == [], f"at step {at}"
        place.lapse()
        for build in (third, old, new)[at % 3 :][:2]:
            deliver(place.target(), order(build, allowed=["older"], at_once=True))
            assert faults(place.contents(), URL) == [], f"{build.root.name} after step {at}"
            assert exactly(place.contents(), text_of(build)) == [], f"{build.root.name} after step {at}"


def test_a_first_publish_that_is_killed_leaves_nothing_that_the_next_one_does_not_want(
    scene: tuple[Place, Nursery, Callable[[], None]], new: Build, third: Build
) -> None:
    """What should never have been public must not stay because its publisher died; nobody has to adopt it."""
    place, nursery, bring_back = scene
    with place.target().hold("a test"):
        pass
    bring_back()
    _, steps = nursery.publish(new.root, at=0)

    for at in range(1, steps + 1, 3):
        bring_back()
        nursery.publish(new.root, at)
        place.lapse()

        deliver(place.target(), order(third, at_once=True))

        assert exactly(place.contents(), text_of(third)) == [], f"after step {at}"


def test_two_in_a_row_that_are_killed_leave_nothing_that_is_not_wanted(
    scene: tuple[Place, Nursery, Callable[[], None]], old: Build, new: Build, third: Build
) -> None:
    place, nursery, bring_back = scene
    deliver(place.target(), order(old))
    bring_back()
    _, steps = nursery.publish(new.root, at=0)

    for at in range(steps // 3, steps + 1, 5):
        bring_back()
        nursery.publish(new.root, at)
        place.lapse()
        nursery.publish(third.root, at)
        assert faults(place.contents(), URL) == [], f"at step {at}"
        place.lapse()

        deliver(place.target(), order(old, allowed=["older"], at_once=True))

        assert exactly(place.contents(), text_of(old)) == [], f"after step {at}"
