import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstatus.wording.plain_text import plain_lines
from plainstatus.wording.text import Renderer, plain

ROOT = "https://status.example/"


def lines(markdown: str) -> str:
    return plain_lines(Renderer({}).html(markdown, "x.md"), ROOT)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One *two*\nthree & `four <five>`", "One two three & four <five>"),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One\\\ntwo", "One\ntwo"),
        ("- a\n- b\n  - c\n\nd", "- a\n- b\n  - c\n\nd"),
        ("- a\n\n- b\n\n  more", "- a\n- b\nmore"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> said\n\nafter", "said\n\nafter"),
        ("```\na  b\n  c\n```\nd", "a  b\n  c\n\nd"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("[the docs](https://docs.example/a?b=1&c=2)", "the docs (https://docs.example/a?b=1&c=2)"),
        ("[the list](/list/)", "the list (https://status.example/list/)"),
        ("<https://docs.example/>, www.docs.example", "https://docs.example/, www.docs.example"),
        ("[us@docs.example](mailto:us@docs.example)", "us@docs.example"),
        ("**[bold](https://a.example/)**", "bold (https://a.example/)"),
        ("[**bold**](https://a.example/)", "bold (https://a.example/)"),
        ("![a graph](/graph.png)", "a graph"),
        ("", ""),
    ],
)
def test_words_become_lines(markdown: str, text: str) -> None:
    assert lines(markdown) == text


@given(st.text(st.sampled_from("ab *_`<>&#-1.\n[]()|~!\\"), max_size=80))
def test_no_word_is_lost(markdown: str) -> None:
    """But for addresses, which are added, the words are those of the page."""
    html = Renderer({}).html(markdown.replace("](", "] ("), "x.md")
    words = plain_lines(html, ROOT).replace(" | ", " ").split()

    expected = plain(html).replace(" | ", " ").split()
    for word in expected:
        assert any(word in each for each in words), (word, html)
