import csv
import io

import pytest

from plainstatus.site.csv_text import csv_file


def read(document: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(document.decode(), newline="")))


def test_rows_are_read_back_whatever_stands_in_them() -> None:
    rows = [['a "b", c', "two\nlines", 3], ["è", "", 0]]

    assert read(csv_file(("one", "two", "three"), rows)) == [
        ["one", "two", "three"],
        ['a "b", c', "two\nlines", "3"],
        ["è", "", "0"],
    ]


def test_lines_end_as_the_format_says() -> None:
    assert csv_file(("a", "b"), [("c", "d")]) == b"a,b\r\nc,d\r\n"


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_words_that_would_be_a_formula_are_words(formula: str) -> None:
    assert read(csv_file(("a",), [(formula,)]))[1] == [f"'{formula}"]


def test_numbers_stay_numbers() -> None:
    assert csv_file(("a",), [(-1,)]) == b"a\r\n-1\r\n"
