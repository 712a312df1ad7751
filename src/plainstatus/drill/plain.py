"""Whether a text of any form says something: pages, feeds, mail and chats mark the same words up differently."""

import json
import re
import unicodedata
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from typing import Any

_TAG, _LINK = re.compile(r"<[^>]*>"), re.compile(r"\[([^\]]*)\]\([^)]*\)")
#: So many letters of some words are looked for: a receiver may shorten them.
_ENOUGH = 60


def letters(text: str) -> str:
    """Nothing but the letters and digits of `text`, all small."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def says(text: str, words: str) -> bool:
    """Whether `text` has the beginning of the longest line of `words`, which may be Markdown.

    A receiver may shorten words, and part their lines.

    >>> says("<p>Orders&nbsp;<em>fail</em>.</p>", "Orders *fail*.")
    True
    """
    wanted = letters(_LINK.sub(r"\1", longest_line(words)))[:_ENOUGH]
    return bool(wanted) and wanted in letters(unescape(_TAG.sub(" ", unescape(text))))


def longest_line(words: str) -> str:
    """The line of `words` by which they are best known again."""
    return max(words.strip().split("\n"), key=len)


def text_of_json(value: Any) -> str:
    """Every text in `value`, in order; a text that is JSON itself is looked into."""
    return "\n".join(_texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        try:
            inner = json.loads(value) if value.startswith(("{", "[")) else None
        except ValueError:
            inner = None
        yield from [value] if inner is None else _texts(inner)


def text_of_mail(data: bytes) -> str:
    """The subject of a mail, and its words."""
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain",))
    return f"{mail['Subject']}\n{body.get_content() if body is not None else ''}"
