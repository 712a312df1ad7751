"""The addresses in mails and on pages that lead to the sign-up: to confirm, to choose anew, to leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from plainstatus.model.subscriber import WISHED, Subscriber, Wishes
from plainstatus.signup.tokens import Keys, Purpose, opened, signed

#: What somebody wishes for who chose nothing.
ALL = Wishes()
#: So long a link to confirm holds, and one to choose anew.
CONFIRMS_WITHIN, MANAGES_WITHIN = timedelta(days=1), timedelta(days=1)
#: Within so long, asking for the same again makes the same link, and so the same mail.
_SAME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in. `language` and `zone` are None for those of the site."""

    address: str
    wishes: Wishes = ALL
    language: str | None = None
    zone: str | None = None


@dataclass(frozen=True)
class Links:
    """`base` is where the sign-up answers, with a slash at its end."""

    base: str
    keys: Keys

    def confirm(self, asked: Asked, now: datetime) -> str:
        """Where `asked` becomes true."""
        wishes = asked.wishes
        values = (asked.address, wishes.components, wishes.kinds, wishes.incident, asked.language, asked.zone)
        since = now.timestamp() // _SAME.total_seconds() * _SAME.total_seconds()
        return self._to("confirm", "confirm", values, int(since + CONFIRMS_WITHIN.total_seconds()))

    def manage(self, address: str, now: datetime) -> str:
        """Where the reader of an address chooses anew."""
        return self._to("manage", "manage", (address,), int((now + MANAGES_WITHIN).timestamp()))

    def leave(self, address: str) -> str:
        """Where the reader of an address leaves, by a POST of the mail program (RFC 8058) or by hand; for ever.

        It names the address and no id: a list of SES can be asked for the one at once, and for the other hardly.
        """
        return self._to("unsubscribe", "leave", (address,), None)

    def asked_in(self, token: str, now: datetime) -> Asked:
        """What `confirm` was given. Raises TokenFault."""
        values = opened("confirm", token, self.keys, now.timestamp())
        address, components, kinds, incident, language, zone = values
        kinds = tuple(kind for kind in WISHED if kind in kinds)
        return Asked(address, Wishes(tuple(components), kinds, incident), language, zone)

    def address_in(self, purpose: Purpose, token: str, now: datetime) -> str:
        """The address that `manage` or `leave` was given. Raises TokenFault."""
        (address,) = opened(purpose, token, self.keys, now.timestamp())
        return str(address)

    def _to(self, page: str, purpose: Purpose, values: tuple[object, ...], expires: int | None) -> str:
        return f"{self.base}{page}?t={signed(purpose, values, self.keys, expires)}"


def leave_link(links: Links | None) -> Callable[[Subscriber], str | None]:
    """For mails: where their reader leaves; None for lists, which no reader leaves for all, and without a sign-up."""

    def link(subscriber: Subscriber) -> str | None:
        is_for_one = subscriber.kind == "mail" and not subscriber.is_list
        return links.leave(subscriber.address) if links is not None and is_for_one else None

    return link
