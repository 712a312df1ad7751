"""CSV (RFC 4180) that a spreadsheet opens without running any of it."""

import csv
import io
from collections.abc import Iterable, Sequence

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = frozenset("=+-@\t\r\n")


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The bytes of a file with `header` and `rows`. Words that would be a formula get an apostrophe in front."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    for row in rows:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in row])
    return written.getvalue().encode()
