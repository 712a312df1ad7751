"""How the headers of a mail are written, so that every mail program reads them as they were meant.

The standard library folds a long id or address by encoding it, and then nobody knows it any more; and it leaves a
space too many where it folds a subject before a word that is not ASCII.
"""

from email.header import Header
from email.policy import SMTP, EmailPolicy
from typing import Any

#: Headers whose words are ids and addresses: they stand on one line (RFC 5322, section 2.1.1, allows 998 octets).
_ON_ONE_LINE = frozenset({"in-reply-to", "references", "list-unsubscribe"})
_LONGEST = 76


class _MailPolicy(EmailPolicy):
    """That of mail on the network, but for these headers."""

    def fold(self, name: str, value: Any) -> str:
        lower, text = name.lower(), str(value)
        if lower in _ON_ONE_LINE and text.isascii():
            return f"{name}: {text}{self.linesep}"
        if lower == "subject" and not text.isascii():
            # All of it is encoded: between encoded and plain words, a space is lost or doubled.
            encoded = Header(text, "utf-8", maxlinelen=_LONGEST, header_name=name).encode(linesep=self.linesep)
            return f"{name}: {encoded}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        lower, text = name.lower(), str(value)
        if lower in _ON_ONE_LINE or lower == "subject":
            return self.fold(name, text).encode("ascii", "surrogateescape")
        folded: bytes = super().fold_binary(name, value)
        return folded


POLICY = _MailPolicy(linesep=SMTP.linesep)
