"""CSV (RFC 4180) row by row, with the place of every cell. It does not know what the cells mean.

Spreadsheets part cells with commas, semicolons or tabs: the first line tells with which.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: A row that is longer than this is a quote that somebody forgot to close.
_LONGEST_ROW = 50_000
_PARTS = ",;\t"
#: What a cell stands in quotes for: what parts cells or rows, a quote, and spaces at its ends.
_IN_QUOTES = re.compile(r'["\n\r,;\t]|^\s|\s\Z')
#: A cell that begins with one of these is a formula to a spreadsheet, or begins with our mark against it.
_FORMULA = frozenset("=+-@'")
#: Possessive, so that the first half of a doubled quote never counts as the end.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
#: How bytes that are no UTF-8 come in (PEP 383).
_NO_TEXT = re.compile("[\udc80-\udcff]")


class CsvFault(Exception):
    """What is wrong with the form of a row, and where; the rows behind it can still be read."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and where the row begins; lines and columns count from 1."""

    line: int
    cells: tuple[str, ...]
    text: str
    #: where in `text` each cell begins; None where they follow each other without quotes
    starts: tuple[int, ...] | None

    def place(self, number: int) -> tuple[int, int]:
        """Line and column of a cell; those of the end of the row for one that it does not have."""
        if number >= len(self.cells):
            start = len(self.text)
        elif self.starts is not None:
            start = self.starts[number]
        else:
            start = sum(len(cell) + 1 for cell in self.cells[:number])
        return _place(self.text, start, self.line)


def rows_of(lines: Iterable[str]) -> Iterator[Row | CsvFault]:
    """Every row of a file whose lines are `lines`, with their ends; empty lines are passed over.

    What cannot be read is given as a fault in the place of its row.
    """
    numbered = enumerate(lines, 1)
    part = None
    for number, line in numbered:
        text = line.removesuffix("\n")
        if text.strip():
            part = part or _part_of(text)
            row = _with_quotes(number, text, numbered, part) if '"' in text else _plain(number, text, part)
            yield _fault_of_text(row) or row if isinstance(row, Row) else row


def _plain(number: int, text: str, part: str) -> Row:
    return Row(number, tuple(text.split(part)), text, None)


def _fault_of_text(row: Row) -> CsvFault | None:
    if row.text.isascii() or (found := _NO_TEXT.search(row.text)) is None:
        return None
    return CsvFault(*_place(row.text, found.start(), row.line), "this is no text in UTF-8", "Save the file as UTF-8.")


def _part_of(header: str) -> str:
    """What parts the cells: the one of the three that stands in the first line most often."""
    return max(_PARTS, key=header.count)


def _with_quotes(number: int, text: str, numbered: Iterator[tuple[int, str]], part: str) -> Row | CsvFault:
    """The row that begins with `text`, and goes on over further lines where a quote is open at its end."""
    cells, starts, at = [], [], 0
    while True:
        starts.append(at)
        if text[at : at + 1] != '"':
            end = text.find(part, at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
        else:
            while (match := _QUOTED.match(text, at)) is None and len(text) <= _LONGEST_ROW:
                further = next(numbered, None)
                if further is None:
                    break
                text += "\n" + further[1].removesuffix("\n")
            if match is None:
                hint = 'Write a `"` where the cell ends, and each `"` within it twice.'
                return CsvFault(*_place(text, at, number), "the quote that opens here is never closed", hint)
            cells.append(match[1].replace('""', '"'))
            end = match.end()
            if text[end : end + 1] not in ("", part):
                hint = 'Write each `"` within a cell twice.'
                return CsvFault(*_place(text, end, number), "something stands behind the closing quote", hint)
        if end >= len(text):
            return Row(number, tuple(cells), text, tuple(starts))
        at = end + 1


def _place(text: str, at: int, line: int) -> tuple[int, int]:
    before = text[:at]
    return line + before.count("\n"), at - (before.rfind("\n") + 1) + 1


def written(cells: Iterable[str]) -> str:
    """A row as it stands in a file, with its end. No cell of it is a formula to a spreadsheet."""
    return ",".join(map(_cell, cells)) + "\n"


def bare(cell: str) -> str:
    """`cell` without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def _cell(text: str) -> str:
    if text[:1] in _FORMULA:
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if _IN_QUOTES.search(text) else text
