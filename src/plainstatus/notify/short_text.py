"""A message in the few characters of a text message: state, components and time first, one link last."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from plainstatus.notify.gsm import in_gsm, parts_of
from plainstatus.notify.messages import Message

#: More than one part is paid for more than once, and may arrive in pieces.
_MOST_PARTS = 2


class ShortText(NamedTuple):
    """What is sent, and how many parts it takes."""

    text: str
    parts: int


def short_text(message: Message, most: int = _MOST_PARTS) -> ShortText:
    """`message` in one part where state, components and link fit into one, else in at most `most`.

    The link is always there and whole; one that takes more parts by itself stands alone.
    """
    heads, link = list(_heads(message)), message.mend or message.link
    for limit in (1, most):
        for head in heads:
            made = _joined(head, link)
            if made.parts <= limit:
                return made
    return _joined(_beginning(heads[-1], link, most), link)


def _heads(message: Message) -> Iterator[str]:
    """What stands before the link: all of it first, then less and less. The last one still has state and subject."""
    title = message.title
    affected = message.standing.affected or (title,)
    first, *others = affected
    all_named = ", ".join(affected)
    few_named = f"{first} +{len(others)}" if others else first
    late = (message.late,) if message.late else ()
    short, when = ", ".join((*message.short, *late)), ", ".join((*message.short[-1:], *late))
    if affected != (title,):
        yield f"{_line(message.state, all_named, short)}. {title}"
    yield _line(message.state, all_named, short)
    yield _line(message.state, all_named, when)
    yield _line(message.state, few_named, when)
    for named in (all_named, few_named):
        yield from (_line(message.state, named, each) for each in message.short[:1])
    yield _line(message.state, few_named, "")


def _line(state: str, subject: str, more: str) -> str:
    return f"{state}: {subject} - {more}" if more else f"{state}: {subject}"


def _beginning(head: str, link: str, most: int) -> str:
    """As much of `head` as leaves room for the link."""
    length = bisect_left(range(len(head)), True, key=lambda cut: _joined(_cut(head, cut + 1), link).parts > most)
    return _cut(head, length) if length else ""


def _cut(head: str, length: int) -> str:
    return f"{head[:length].rstrip()}..."


def _joined(head: str, link: str) -> ShortText:
    text = f"{in_gsm(head)} {link}" if head else link
    return ShortText(text, parts_of(text))
