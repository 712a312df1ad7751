import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.exporters.words import without_comments


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Fine.", "Fine."),
        ("One <!-- two --> three.", "One  three."),
        ("<!--\ntwo\n-->\n\nThree.", "Three."),
        ("`<!-- two -->` three", "`<!-- two -->` three"),
        ("``a ` <!-- b -->`` c <!-- d -->", "``a ` <!-- b -->`` c "),
        ("```\n<!-- two -->\n```\n<!-- three -->", "```\n<!-- two -->\n```"),
        ("~~~\n```\n<!-- two -->\n~~~\n", "~~~\n```\n<!-- two -->\n~~~"),
        ("One ` tick\n\n<!-- two ` -->Three.", "One ` tick\n\nThree."),
        ("<!-- ``` -->Code: ``` <!-- x -->", "Code: ``` "),
    ],
)
def test_comments_go_and_code_stays(text, kept):
    assert without_comments(text) == kept


@given(st.text("`~<!- >\nab", max_size=60))
def test_no_comment_but_in_code_is_left(text):
    left = without_comments(text)

    assert "<!--" not in left or "`" in left or "~" in left


def test_many_marks_cost_no_more_than_their_length():
    text = "".join("`" * number + "a" for number in range(1, 800)) + "<!-- x -->" + "<!--" * 50_000

    assert "x" not in without_comments(text)
