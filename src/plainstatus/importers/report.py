"""What an import did, file by file. Does not know who prints it."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Files read, written and left as they were; why some were not imported; and what is worth a look.

    `skipped` and `remarks` pair a path with a sentence. `failed` is whether one was skipped that should have come.
    """

    read: int = 0
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    failed: bool = False

    def skip(self, path: str, reason: str) -> None:
        """Note that `path` could not be imported."""
        self.skipped.append((path, reason))
        self.failed = True

    def pass_by(self, path: str, reason: str) -> None:
        """Note that `path` was not imported, because it is something else than an incident."""
        self.skipped.append((path, reason))

    def remark(self, path: str, remark: str) -> None:
        """Note what is worth a look about `path`, once."""
        if (path, remark) not in self.remarks:
            self.remarks.append((path, remark))
