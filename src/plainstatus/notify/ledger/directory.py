"""A ledger in a folder of this machine.

Each entry is a folder, and each change of it a further file in it with the next number, which can be
made only once: that is the conditional write, it needs no lock, and whoever is killed leaves no half file.
Of an entry that changes often, the last few files are kept.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from plainstatus.notify.ledger.ledger import Entry, Key, Ledger, LedgerFault, as_text, from_text
from plainstatus.writing.atomic import create_text

#: So many changes of an entry are kept.
_KEPT = 3


class LedgerInDirectory(Ledger):
    """The ledger in `folder`, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: Key) -> Entry | None:
        return self._newest(self._folder / key.path)

    def list(self) -> Iterator[Entry]:
        for place, folders, names in os.walk(self._folder):
            folders.sort()
            if any(_number(name) for name in names) and (entry := self._newest(Path(place))) is not None:
                yield entry

    def _write(self, entry: Entry, before: Entry | None) -> Entry | None:
        number = int(before.version) + 1 if before else 1
        path = self._folder / entry.key.path / f"{number:04}.json"
        try:
            create_text(path, as_text(entry))
            overtaken = _tidied(path.parent, number)
        except FileExistsError:
            return None
        except OSError as error:
            raise LedgerFault(f"{path}: {error.strerror}") from None
        return None if overtaken else from_text(as_text(entry), str(path), str(number))

    def _newest(self, place: Path) -> Entry | None:
        try:
            while number := max(_numbers(place), default=0):
                path = place / f"{number:04}.json"
                # It can be tidied away between the two looks, and only when there are newer ones.
                with contextlib.suppress(FileNotFoundError):
                    return from_text(path.read_text("utf-8"), str(path), str(number))
        except UnicodeDecodeError:
            raise LedgerFault(f"{place}: the newest file is no text") from None
        except OSError as error:
            raise LedgerFault(f"{place}: {error.strerror}") from None
        return None


def _numbers(place: Path) -> list[int]:
    """The numbers of the changes that are kept in `place`."""
    try:
        return [number for path in place.iterdir() if (number := _number(path.name))]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _tidied(place: Path, number: int) -> bool:
    """Take away what is long past once `number` was made; whether a newer change was there before it.

    One who stood still for long can find the next number free because it was tidied away.
    """
    numbers = _numbers(place)
    for past in numbers:
        if past <= number - _KEPT:
            (place / f"{past:04}.json").unlink(missing_ok=True)
    return max(numbers) > number


def _number(name: str) -> int:
    """The number of a change; 0 of a file that is none."""
    stem, dot, ending = name.partition(".")
    return int(stem) if dot and ending == "json" and stem.isascii() and stem.isdigit() else 0
