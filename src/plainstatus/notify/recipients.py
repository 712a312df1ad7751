"""Who gets the messages of a channel, and the hash that stands for each in the ledger.

With a secret key, nobody can find out from the ledger whether an address is in it.
"""

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256

from plainstatus.model.channel import Channel, SubscriberChannel

#: The variable of the environment that holds the key of the hashes.
KEY_VARIABLE = "PLAINSTATUS_LEDGER_KEY"

_HASH_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Recipient:
    """`mailbox` is how a message names it, "" where it is for nobody in particular; `hash` stands in the ledger."""

    mailbox: str
    hash: str


def recipients_of(channel: Channel, key: str) -> Iterator[Recipient]:
    """Those that the settings of `channel` name. `key` is "" where there is none: then the hashes are plain SHA-256."""
    if isinstance(channel, SubscriberChannel) and channel.subscribers and not channel.to:
        return
    for mailbox in channel.to or ("",):
        yield Recipient(mailbox, hash_of(mailbox, key))


def name_in_ledger(name: str, audience: str) -> str:
    """How a ledger names a channel: sites of several audiences may share one, and each may have a channel `chat`."""
    return name if audience == "public" else f"{name}.{audience}"


def hash_of(mailbox: str, key: str) -> str:
    """The same for every way to write an address: names and the case of letters make no difference."""
    address = parseaddr(mailbox)[1].lower().encode()
    made = hmac.new(key.encode(), address, sha256) if key else sha256(address)
    return made.hexdigest()[:_HASH_LENGTH]


def without_address(mailbox: str, words: str) -> str:
    """`words` with the address of `mailbox` left out: servers like to repeat it, and no ledger has one."""
    address = parseaddr(mailbox)[1]
    return re.sub(re.escape(address), "…", words, flags=re.IGNORECASE) if address else words
