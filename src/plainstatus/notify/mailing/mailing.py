"""One message on its way to all subscribers of an audience on one channel, in shards.

Each shard is one entry of the ledger, which a run claims and renews while it sends; a further entry tells
that all shards are done, so that later runs need to ask for that one alone.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from plainstatus.model.address import is_number
from plainstatus.model.subscriber import AddressKind, Subscriber
from plainstatus.notify.ledger.ledger import Key
from plainstatus.notify.mail_form import MailForm, is_usable
from plainstatus.notify.mailing.interest import Interest
from plainstatus.notify.mailing.text_form import TextForm
from plainstatus.notify.recipients import name_in_ledger

#: In the place of a recipient: all subscribers.
ALL = "subscribers"

#: Where a subscriber can leave; None where they cannot by themselves.
LeaveLink = Callable[[Subscriber], str | None]


def nobody_leaves(subscriber: Subscriber) -> None:
    """For a site where nobody can leave by a link."""


#: What makes mails differ besides their reader: language, zone, and whether there is a link to leave.
Variant = tuple[str | None, str | None, bool]


@dataclass(frozen=True)
class Mailing:
    """`update` is the key of what is told, `thread` that of its incident, and `write` makes the form of a variant.

    It is for those whose address is of `kind`.
    """

    update: str
    thread: str
    channel: str
    audience: str
    subject: str
    interest: Interest
    write: Callable[[Variant], MailForm | TextForm]
    leave_link: LeaveLink
    kind: AddressKind = "mail"
    _forms: dict[Variant, MailForm | TextForm] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def key(self) -> Key:
        """What the ledger knows all of it by."""
        return Key(self.update, name_in_ledger(self.channel, self.audience), ALL)

    def key_of(self, shard: int) -> Key:
        """What the ledger knows one shard by."""
        return Key(self.update, name_in_ledger(self.channel, self.audience), f"{ALL}-{shard:02}")

    def reaches(self, subscriber: Subscriber) -> bool:
        """Whether their address is written so that something can be sent to it."""
        return is_usable(subscriber.address) if self.kind == "mail" else is_number(subscriber.address)

    def mail_to(self, subscriber: Subscriber, now: datetime) -> bytes:
        """All that is sent to one subscriber. Raises UnusableAddressError."""
        link = self.leave_link(subscriber)
        variant = (subscriber.language, subscriber.zone, link is not None)
        form = self._forms.get(variant)
        if form is None:
            with self._lock:
                form = self._forms.get(variant) or self._forms.setdefault(variant, self.write(variant))
        return form.filled(subscriber.address, now, link)


def is_shard(recipient: str) -> bool:
    """Whether what stands in the place of a recipient is a part of all subscribers."""
    return recipient.startswith(f"{ALL}-")
