"""Puts imported files where a site has them, and never over something that is there and differs."""

from pathlib import Path

from plainstatus.importers.report import Report
from plainstatus.writing.atomic import create_text


def put(root: Path, path: str, text: str, report: Report) -> bool:
    """Make `path` below `root` with `text`, and note what came of it. False where another file is in the way.

    Raises OSError.
    """
    target = root / path
    if target.exists() or target.is_symlink():
        if target.is_file() and target.read_bytes() == text.encode():
            report.unchanged.append(path)
            return True
        return False
    create_text(target, text, inside=root)
    report.written.append(path)
    return True
