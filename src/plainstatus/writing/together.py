"""Several files on the disk, all or none: where one cannot be written, those before it get back what they held."""

from collections.abc import Mapping
from pathlib import Path

from plainstatus.writing.atomic import create_text, write_text


def write_together(files: Mapping[Path, str], *, inside: Path) -> None:
    """Put each text into its file, which may be new, below the folder `inside`. Raises OSError.

    Whoever reads meanwhile may see the first files new and the last ones old.
    """
    before: dict[Path, str | None] = {}
    try:
        for path, text in files.items():
            old = path.read_bytes().decode() if path.exists() else None
            if old is None:
                create_text(path, text, inside=inside)
            else:
                write_text(path, text, inside=inside)
            before[path] = old
    except OSError:
        for path, old in before.items():
            if old is None:
                path.unlink()
            else:
                write_text(path, old, inside=inside)
        raise
