"""What an address of a person looks like: a mailbox (the plain letters of RFC 5321), or a telephone number (E.164)."""

import re

#: A mailbox without a name before it.
MAIL_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
_LONGEST = 254
_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
#: What people write between the figures of a number.
_BETWEEN = str.maketrans("", "", " ()-./\u00a0\u202f")


def is_mail_address(text: str) -> bool:
    """Whether `text` is a mailbox: `anna@example.com`."""
    return len(text) <= _LONGEST and re.fullmatch(MAIL_ADDRESS, text, re.ASCII) is not None


def is_number(text: str) -> bool:
    """Whether `text` is a telephone number with its country: `+39 051 123 4567`."""
    return _NUMBER.fullmatch(text.translate(_BETWEEN)) is not None
