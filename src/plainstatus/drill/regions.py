"""The targets of a drill, of which the first is made to fail, and comes back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plainstatus.drill.web_server import Front
from plainstatus.reading.config_file import PLUGIN


@dataclass
class Regions:
    """`targets` as they stand in `config`. `front` serves them, None where somebody else does.

    A target has failed when a file stands where its folder ought to be: of its own, it then has no place at all.
    """

    config: Path
    targets: Mapping[str, Mapping[str, Any]]
    front: Front | None = None

    @property
    def can_fail(self) -> bool:
        """Whether another target is left when one fails."""
        return len(self.targets) > 1

    @property
    def knows_the_way(self) -> bool:
        """Whether readers are certain to be led to a target that has not failed."""
        return self.front is not None or not self.can_fail

    def fail(self) -> None:
        """Have the first target fail."""
        if not self.can_fail:
            return
        no_folder = self.config.parent.parent / "failed"
        no_folder.write_text("", encoding="utf-8")
        first, *others = self.targets.items()
        kept = {name: value for name, value in first[1].items() if name == "audience"}
        self._write({first[0]: {"directory": str(no_folder / "region"), **kept}, **dict(others)})
        if self.front is not None:
            self.front.down = {self.front.folders[0]}

    def mend(self) -> None:
        """Have it come back."""
        self._write(self.targets)
        if self.front is not None:
            self.front.down = set()

    def views(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """What readers may be led to, and how that is brought about."""
        if self.front is None:
            yield "the address of the rehearsal", lambda: None
            return
        front = self.front
        for name, folder in zip(self.targets, front.folders, strict=True):
            others = {each for each in front.folders if each != folder}
            yield f"the target {name} alone", lambda others=others: setattr(front, "down", others)  # type: ignore[misc]

    def _write(self, targets: Mapping[str, Mapping[str, Any]]) -> None:
        settings = yaml.safe_load(self.config.read_text(encoding="utf-8"))
        settings["plugins"][PLUGIN]["targets"] = {name: dict(value) for name, value in targets.items()}
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
        self.config.write_text(text, encoding="utf-8")
