"""What others tell of addresses that refuse us, and what is done with it: hard bounces and complaints count.

It is taken as it is given: whoever hands in a notification has to know that it is a real one.
"""

from collections.abc import Iterator
from typing import Literal

from plainstatus.model.subscriber import Subscriber
from plainstatus.subscribers.refusal import Harmless, Refusal
from plainstatus.subscribers.store import SubscriberStore

#: What is done: the subscriber is told no more; it was told nothing `already`; it is a `list`, and one reader does
#: not speak for all; or nobody here has the address (`unknown`).
Done = Literal["bounced", "complained", "already", "list", "unknown"]


def refusals_in(data: bytes) -> Iterator[Refusal | Harmless]:
    """What stands in a notification of SES (JSON, also several, also as SNS and SQS wrap them), or in a mail.

    A mail is a delivery status notification (RFC 3464) or a complaint (RFC 5965). Raises NoRefusalError.
    """
    if data.lstrip()[:1] in (b"{", b"["):
        from plainstatus.subscribers.refusals_of_ses import refusals_of_ses

        return refusals_of_ses(data)
    from plainstatus.subscribers.refusals_of_mail import refusals_of_mail

    return refusals_of_mail(data)


def heed(refusal: Refusal, store: SubscriberStore) -> tuple[Done, Subscriber | None]:
    """Let whom the refusal is about hear no more; gives what was done, and of whom. Raises StoreFault."""
    known = (store.find("mail", address) for address in refusal.addresses)
    subscriber = next((each for each in known if each is not None), None)
    if subscriber is None:
        return "unknown", None
    hears_nothing = subscriber.state != "active" and refusal.state == "bounced"
    if hears_nothing or subscriber.state == "complained":
        return "already", subscriber
    if subscriber.is_list and refusal.state == "complained":
        return "list", subscriber
    store.set_state(subscriber.id, refusal.state, refusal.why)
    return refusal.state, subscriber
