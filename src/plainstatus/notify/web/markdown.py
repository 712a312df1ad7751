"""Plain words in places where a receiver would read Markdown in them."""

import re

# An address stays as it is, for marks in it would lead elsewhere; it shows where it leads by itself.
_ADDRESS_OR_MARK = re.compile(r"(https?://[\w.~:/?#@!$&'+,;=%-]+)|([\\`*_~|<>\[\]@]|^#)", re.ASCII | re.MULTILINE)


def escaped(text: str) -> str:
    """`text` in which no mark means anything: no format, no mention, no link with other words than its address."""
    return _ADDRESS_OR_MARK.sub(lambda found: found[1] or f"\\{found[2]}", text)
