"""CSV with the place of every cell: `plainstatus.subscribers.csv_cells`."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainstatus.subscribers.csv_cells import CsvFault, Row, bare, rows_of, written

TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\x85\u2028\u2029"), max_size=20)


def rows(text: str) -> list[tuple[str, ...]]:
    found = list(rows_of(io.StringIO(text, newline=None)))
    assert all(isinstance(row, Row) for row in found), found
    return [row.cells for row in found if isinstance(row, Row)]


def fault(text: str) -> str:
    (only,) = (each for each in rows_of(io.StringIO(text)) if isinstance(each, CsvFault))
    return f"{only.line}:{only.column}: {only.message}. {only.hint}"


@settings(deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read_again(table: list[list[str]]) -> None:
    # A row of spaces alone is an empty line, which nobody means.
    table = [["a", *cells] for cells in table]

    text = "a,b\n" + "".join(written(cells) for cells in table)

    assert [[bare(cell) for cell in cells] for cells in rows(text)[1:]] == table


@settings(deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=5))
def test_another_reader_reads_the_same(table: list[list[str]]) -> None:
    table = [["a", *cells] for cells in table]
    text = "".join(written(cells) for cells in table)

    read = [[bare(cell) for cell in cells] for cells in csv.reader(io.StringIO(text, newline=""))]

    assert read == table


@settings(deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_another_program_wrote_is_read(table: list[list[str]]) -> None:
    table = [["a", *cells] for cells in table]
    file = io.StringIO()
    csv.writer(file).writerows([["a", "b"], *table])

    assert rows(file.getvalue())[1:] == [tuple(cell for cell in cells) for cells in table]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_every_text_is_rows_and_faults_whose_places_are_in_it(text: str) -> None:
    lines = text.split("\n")

    for each in rows_of(io.StringIO(text, newline="\n")):
        places = [(each.line, each.column)] if isinstance(each, CsvFault) else map(each.place, range(len(each.cells)))
        for line, column in places:
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize("part", [",", ";", "\t"])
def test_the_first_line_tells_what_parts_the_cells(part: str) -> None:
    assert rows(f"a{part}b\n1{part}2,5\n".replace("2,5", "2.5" if part == "," else "2,5"))[1][0] == "1"


def test_a_cell_knows_its_place_across_quotes_and_lines() -> None:
    text = 'a,b,c\n1,"x ""y"",\nz",3\n\n4,5,6\n'
    head, first, second = (row for row in rows_of(io.StringIO(text)) if isinstance(row, Row))

    assert [head.place(number) for number in range(4)] == [(1, 1), (1, 3), (1, 5), (1, 6)]
    assert first.cells == ("1", 'x "y",\nz', "3")
    assert [first.place(number) for number in range(3)] == [(2, 1), (2, 3), (3, 4)]
    assert (second.line, second.place(2)) == (5, (5, 5))


def test_a_quote_within_a_word_is_a_quote() -> None:
    assert rows('a,b\n5" disk,x\n')[1] == ('5" disk', "x")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a,b\n1,"open\n2,3\n', "2:3: the quote that opens here is never closed."),
        ('a,b\n1,"x"y\n', "2:6: something stands behind the closing quote."),
        ("a,b\n1,\udcff\n", "2:3: this is no text in UTF-8. Save the file as UTF-8."),
        ('a,b\n"1\n\udcff",2\n', "3:1: this is no text in UTF-8."),
    ],
)
def test_a_fault_of_form_has_its_place(text: str, words: str) -> None:
    assert fault(text).startswith(words)


def test_the_rows_behind_a_fault_are_read() -> None:
    found = list(rows_of(io.StringIO('a,b\n"x"y,1\n2,3\n')))

    assert [type(each) for each in found] == [Row, CsvFault, Row]


@pytest.mark.parametrize("formula", ["=1+1", "+39051", "-3", "@home", "'quoted"])
def test_nothing_is_a_formula_to_a_spreadsheet(formula: str) -> None:
    cell = written([formula]).rstrip("\n")

    assert cell == f"'{formula}"
    assert bare(cell) == formula
