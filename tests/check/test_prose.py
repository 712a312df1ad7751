"""What of a text is prose, and where its sentences are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plainstatus.check.prose import prose_of, sentences_of

#: Pieces of Markdown, put together as nobody would.
PIECES = st.lists(
    st.sampled_from(
        [*"AéİwW!?.`|#->()[]<: \n", "``", "](", "\\\n", "~~~", "```", "\n\n", "e.g. ", "<a", "https://a.b/", "word"]
    ),
    max_size=40,
).map("".join)


def seen(text: str) -> str:
    return " ".join(prose_of(text).mask.split())


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text)]


@given(PIECES)
def test_every_place_in_the_prose_is_that_place_in_the_text(text: str) -> None:
    mask = prose_of(text).mask

    assert len(mask) == len(text)
    assert all(shown in (said, " ") for said, shown in zip(text, mask, strict=True))
    assert [index for index, said in enumerate(text) if said == "\n"] == [
        index for index, shown in enumerate(mask) if shown == "\n"
    ]


@given(PIECES)
def test_sentences_stand_in_order_and_hold_every_word(text: str) -> None:
    spans = sentences_of(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(start < end <= len(text) for start, end in spans)
    mask = prose_of(text).mask
    outside = "".join(
        mask[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(mask)], strict=True)
    )
    assert "word" not in outside


def test_code_addresses_tables_and_tags_are_no_prose() -> None:
    assert seen("Run `a b` or ``c ` d`` now") == "Run or now"
    assert seen("Run\n```sh\nls -l\n```\nnow") == "Run now"
    assert seen("~~~\nnever closed\n\nstill code") == ""
    assert seen("a ` alone\n\nand ` another") == "a ` alone and ` another"
    assert seen("see [the page](https://a.example/x_(y) 'T') and [that][1]") == "see [the page] and [that]"
    assert seen("see https://a.example/x. Then <b>more</b> <!-- no -->") == "see . Then more"
    assert seen("Text\n\n| a | b |\n|---|---|\n| c | d |\n\nmore") == "Text more"


def test_a_sentence_ends_where_a_reader_takes_breath() -> None:
    assert sentences("It fails. We look!  “Why?” Because.") == ["It fails.", "We look!", "“Why?”", "Because."]
    assert sentences("At 10.30 a.m. it failed, e.g. here, vs. there.") == [
        "At 10.30 a.m. it failed, e.g. here, vs. there."
    ]
    assert sentences("These fail:\n\n- one\n- two, and\n  more\n\n3. three") == [
        "These fail:",
        "one",
        "two, and\n  more",
        "three",
    ]
    assert sentences("We looked ... and found it... at last. Then") == [
        "We looked ... and found it... at last.",
        "Then",
    ]
    assert sentences("# Head\n> quoted\\\nbroken off") == ["Head", "quoted", "broken off"]
