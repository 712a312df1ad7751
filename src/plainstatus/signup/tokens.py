"""Signed words (HMAC-SHA256) that say what their bearer may do, so that nothing has to be kept of it.

A word is for one purpose, and holds until a moment or for ever. It can be read by whoever has it.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

Purpose = Literal["confirm", "manage", "leave"]

#: The variables of the environment that hold the key, and the one before it.
KEY_VARIABLE, OLD_KEY_VARIABLE = "PLAINSTATUS_SIGNUP_KEY", "PLAINSTATUS_SIGNUP_KEY_OLD"
SHORTEST_KEY = 32
_LONGEST = 6000


class KeyFault(ValueError):
    """There is no key that could be used: why, and what to do."""


class TokenFault(ValueError):
    """The token says nothing. `expired` tells that it once did."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("expired" if expired else "broken")
        self.expired = expired


@dataclass(frozen=True, repr=False)
class Keys:
    """`current` signs; what `old` has signed still counts, so that a key can be changed without breaking links."""

    current: bytes
    old: bytes | None = None


def keys_in(environment: Mapping[str, str]) -> Keys:
    """The keys in the variables of `environment`. Raises KeyFault."""
    current, old = environment.get(KEY_VARIABLE, ""), environment.get(OLD_KEY_VARIABLE, "")
    for name, key in ((KEY_VARIABLE, current), (OLD_KEY_VARIABLE, old)):
        if len(key) < SHORTEST_KEY and (key or name == KEY_VARIABLE):
            what = f"is shorter than {SHORTEST_KEY} characters" if key else "is not set"
            whose = "the key that the sign-up has; the first one is printed by `plainstatus signup --new-key`"
            raise KeyFault(f"the variable {name} {what}: it holds {whose}")
    return Keys(current.encode(), old.encode() if old else None)


def signed(purpose: Purpose, values: Sequence[Any], keys: Keys, expires: int | None = None) -> str:
    """A token that carries `values`, of JSON; `expires` is in seconds of the epoch, None for never."""
    text = json.dumps([expires, *values], separators=(",", ":"), ensure_ascii=False).encode()
    return f"{_written(text)}.{_written(_mac(purpose, text, keys.current))}"


def opened(purpose: Purpose, token: str, keys: Keys, now: float) -> list[Any]:
    """What `signed` was given. Raises TokenFault where the token is not for this, was changed, or is too old."""
    if len(token) > _LONGEST:
        raise TokenFault()
    text, mac = map(_read, (token.partition(".")[0], token.partition(".")[2]))
    known = [hmac.compare_digest(mac, _mac(purpose, text, key)) for key in (keys.current, keys.old) if key]
    if not any(known):
        raise TokenFault()
    expires, *values = json.loads(text)
    if expires is not None and now >= expires:
        raise TokenFault(expired=True)
    return list(values)


def _mac(purpose: Purpose, text: bytes, key: bytes) -> bytes:
    return hmac.new(key, purpose.encode() + b"\0" + text, sha256).digest()


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _read(text: str) -> bytes:
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise TokenFault() from None
    # There is one way to write it, and no other counts.
    if _written(data) != text:
        raise TokenFault()
    return data
