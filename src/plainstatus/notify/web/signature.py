"""Signatures by which a receiver knows that a request is ours: Standard Webhooks, with shared secrets."""

import base64
import binascii
import hmac
from collections.abc import Sequence
from hashlib import sha256

_PREFIX = "whsec_"
#: Bytes of a secret, as the specification has them.
_SHORTEST, _LONGEST = 24, 64


def key_of(secret: str) -> bytes:
    """The bytes of a secret as it is shown to people. Raises ValueError, without a word of it."""
    try:
        key = base64.b64decode(secret.strip().removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError from None
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError
    return key


def signed_headers(id: str, seconds: int, body: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """The headers that sign `body` with each of `keys`: while a secret is replaced, both the old one and the new.

    `id` is the same in every try of the same message and has no full stop; `seconds` since 1970 are those of this try.
    """
    signed = b".".join((id.encode(), str(seconds).encode(), body))
    made = (base64.b64encode(hmac.digest(key, signed, sha256)).decode() for key in keys)
    return {
        "webhook-id": id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{each}" for each in made),
    }
