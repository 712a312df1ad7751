from pathlib import Path

from plainstatus.publish.build_folder import Build, BuildFault
from plainstatus.publish.delivery import Delivery, Refused
from plainstatus.publish.everywhere import deliver_everywhere
from plainstatus.publish.targets.directory import DirectoryTarget
from plainstatus.publish.targets.interface import Busy, TargetFault

from . import places
from .folders import order


def test_each_target_comes_to_its_own_end_in_the_order_in_which_they_were_named(tmp_path: Path, old: Build) -> None:
    (tmp_path / "file").touch()
    wanted = order(old)
    targets = {
        "broken": (DirectoryTarget(tmp_path / "file"), wanted),
        "disk": (DirectoryTarget(tmp_path / "disk"), wanted),
        "staff": (DirectoryTarget(tmp_path / "staff"), order(old, audience="internal")),
        "pages": (places.artifact(tmp_path).target(), wanted),
    }

    outcomes = deliver_everywhere(targets)

    assert {name: type(outcome) for name, outcome in outcomes.items()} == {
        "broken": TargetFault,
        "disk": Delivery,
        "staff": Refused,
        "pages": Delivery,
    }
    assert list(outcomes) == list(targets)


def test_another_is_waited_for_as_long_as_was_said(tmp_path: Path, old: Build) -> None:
    waited: list[float] = []
    targets = {"disk": (DirectoryTarget(tmp_path / "disk"), order(old))}

    with DirectoryTarget(tmp_path / "disk").hold("run 5"):
        outcome = deliver_everywhere(targets, wait=5, pause=waited.append)["disk"]

    assert isinstance(outcome, Busy)
    assert waited == [2, 2, 1]


def test_who_was_waited_for_is_followed(tmp_path: Path, old: Build) -> None:
    lock = DirectoryTarget(tmp_path / "disk").hold("run 5")
    lock.__enter__()

    def it_ends(seconds: float) -> None:
        lock.__exit__(None, None, None)

    outcome = deliver_everywhere({"disk": (DirectoryTarget(tmp_path / "disk"), order(old))}, wait=60, pause=it_ends)

    assert isinstance(outcome["disk"], Delivery)


def test_a_build_that_changes_meanwhile_is_no_fault_of_the_target_and_is_completed_later(
    tmp_path: Path, old: Build, new: Build
) -> None:
    target = DirectoryTarget(tmp_path / "disk")
    (old.root / "index.html").write_text("something else")

    outcome = deliver_everywhere({"disk": (target, order(old))})["disk"]

    assert isinstance(outcome, BuildFault)
    assert not (tmp_path / "disk" / "index.html").exists()
    assert isinstance(deliver_everywhere({"disk": (target, order(new))})["disk"], Delivery)
