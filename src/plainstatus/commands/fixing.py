"""`plainstatus check --fix`: puts what is certain into the files, and says what it wrote."""

from collections.abc import Iterable
from pathlib import Path

from plainstatus.check.fixing import mended
from plainstatus.model.finding import Finding
from plainstatus.writing.atomic import write_text


class Files:
    """The files below `root` as they were when something was said about them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: dict[str, bytes] = {}

    def text(self, path: str) -> str | None:
        """The text of a file, with newlines alone; None where it is no longer there, or no longer text."""
        from plainstatus.reading.faults import Faults
        from plainstatus.reading.source import decode

        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return None
        self._seen[path] = data
        return decode(data, Faults(path))

    def mend(self, findings: Iterable[Finding]) -> list[Finding]:
        """Make the replacements of `findings`, whose paths are relative to the root; those that were made.

        A file that has changed since it was looked at is left as it is. Raises OSError.
        """
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.replacement is not None:
                by_path.setdefault(finding.path, []).append(finding)
        made: list[Finding] = []
        for path, each in by_path.items():
            file = self.root / path
            data = file.read_bytes()
            if data != self._seen.get(path):
                continue
            text, done = mended(data.decode(), each)
            if done:
                write_text(file, text)
                made += done
        return made
