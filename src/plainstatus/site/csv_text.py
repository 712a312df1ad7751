"""CSV (RFC 4180) that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable, Sequence

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The bytes of a file with `header` and `rows`. Words that would be a formula get an apostrophe in front."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
