"""Subscribers in the contact list of Amazon SES. It is for mail, for the public, and for some ten thousand at most.

To know what somebody wishes, SES has to be asked for each contact by itself: so a list that is much longer is
better kept in SQLite.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from threading import RLock
from typing import Any

from plainstatus.aws.faults import code_of, is_of_aws, told
from plainstatus.model.subscriber import AddressKind, Subscriber, SubscriberState
from plainstatus.model.subscriber_place import SesListPlace
from plainstatus.subscribers.ses_contact import (
    LONGEST_ATTRIBUTES,
    ForeignError,
    TooLongError,
    Topics,
    contact_of,
    hears,
    is_ours,
    subscriber_of,
    topics_in,
    without_us,
)
from plainstatus.subscribers.ses_index import Index, id_of
from plainstatus.subscribers.store import Standing, StoreFault, normal

#: So many contacts are asked for at once.
AT_ONCE = 8
_PAGE = 1000
#: How often a change is tried again that met another one.
_TRIES = 4


class SubscribersInSesList:
    """The store in the list `place`, by a client of SES, version 2. `key` is that of the ids."""

    def __init__(self, client: Any, place: SesListPlace, key: str) -> None:
        self._client, self._place, self._key = client, place, key
        self._lock = RLock()
        self._known_topics: Topics | None = None
        self._index: Index | None = None
        self._pool: ThreadPoolExecutor | None = None

    def shard(self, number: int, kind: AddressKind, audience: str, after: str = "") -> Iterator[Subscriber]:
        if _is_for_us(kind, audience):
            yield from (each for each in self._stream(number, after) if each.state == "active")

    def every(self) -> Iterator[Subscriber]:
        return self._stream(None, "")

    def find(self, kind: AddressKind, address: str) -> Subscriber | None:
        if kind != "mail":
            return None
        contact = self._contact(normal(kind, address))
        return None if contact is None else self._subscriber(contact)

    def by_id(self, id: str) -> Subscriber | None:
        address = self._indexed().address(id)
        if address is None:
            # They may have come since the list was read.
            self._forget_index()
            address = self._indexed().address(id)
        return None if address is None else self.find("mail", address)

    def count(self, kind: AddressKind, audience: str) -> int:
        return self.tally().get(Standing(kind, audience, "active"), 0) if _is_for_us(kind, audience) else 0

    def tally(self) -> dict[Standing, int]:
        topics, counts = self._topics(), {True: 0, False: 0}
        for contact in self._listed():
            counts[hears(contact, topics)] += 1
        named: dict[bool, SubscriberState] = {True: "active", False: "left"}
        return {Standing("mail", "public", named[is_told]): number for is_told, number in counts.items() if number}

    def save(self, subscriber: Subscriber) -> Subscriber:
        address = self._checked(subscriber)
        for _ in range(_TRIES):
            # It may come or go between two calls.
            if self._update(address, lambda contact: contact_of(subscriber, self._topics(), contact)):
                break
            if self._create(subscriber, address):
                break
        return self._kept(subscriber, address)

    def add(self, subscriber: Subscriber) -> bool:
        address = self._checked(subscriber)
        if self._create(subscriber, address):
            self._kept(subscriber, address)
            return True
        present = self._contact(address)
        # Whoever left all mail of the account does not want ours either.
        if present is None or is_ours(present, self._topics()) or present.get("UnsubscribeAll"):
            return False
        self.save(subscriber)
        return True

    def set_state(self, id: str, state: SubscriberState, why: str = "") -> None:
        subscriber = self.by_id(id)
        if subscriber is not None:
            self.save(replace(subscriber, state=state, why=why))

    def erase(self, kind: AddressKind, address: str) -> bool:
        subscriber = self.find(kind, address)
        if subscriber is None:
            return False
        address = normal(kind, address)
        present = self._contact(address)
        if present is not None and without_us(present, self._topics()) is not None:
            self._update(address, lambda contact: without_us(contact, self._topics()) or {})
        else:
            self._call("delete_contact", EmailAddress=address)
        self._forget_index()
        return True

    def at_once(self) -> AbstractContextManager[None]:
        return nullcontext()

    def close(self) -> None:
        self._forget_index()
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None

    def _checked(self, subscriber: Subscriber) -> str:
        """The address under which SES knows it. Raises StoreFault where it is nothing for a list of SES."""
        if not _is_for_us(subscriber.kind, subscriber.audience):
            what = "mail addresses" if subscriber.kind != "mail" else "the public"
            raise StoreFault(f"{self._place.place}: a list of SES is for {what} alone: keep others with `sqlite`")
        return normal("mail", subscriber.address)

    def _kept(self, subscriber: Subscriber, address: str) -> Subscriber:
        with self._lock:
            if self._index is not None:
                self._index.add(address)
        return replace(subscriber, id=id_of(address, self._key), address=address)

    def _subscriber(self, contact: dict[str, Any]) -> Subscriber | None:
        return subscriber_of(contact, self._topics(), id_of(contact["EmailAddress"], self._key))

    def _stream(self, shard: int | None, after: str) -> Iterator[Subscriber]:
        for addresses in self._indexed().pages(shard, after):
            for contact in self._several().map(self._contact, addresses):
                # Whoever was erased since the list was read is not there.
                if contact is not None and (found := self._subscriber(contact)) is not None:
                    yield found

    def _several(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(AT_ONCE, "contacts")
            return self._pool

    def _indexed(self) -> Index:
        with self._lock:
            if self._index is None:
                self._index = Index((contact["EmailAddress"] for contact in self._listed()), self._key)
            return self._index

    def _forget_index(self) -> None:
        # What reads it still keeps it: it is closed when nobody has it any more.
        with self._lock:
            self._index = None

    def _listed(self) -> Iterator[dict[str, Any]]:
        """Every contact of ours, without its attributes."""
        topics, token = self._topics(), None
        while True:
            page = self._call("list_contacts", PageSize=_PAGE, **({"NextToken": token} if token else {})) or {}
            yield from (contact for contact in page.get("Contacts", ()) if is_ours(contact, topics))
            token = page.get("NextToken")
            if not token:
                return

    def _topics(self) -> Topics:
        with self._lock:
            if self._known_topics is None:
                answer = self._call("get_contact_list")
                if answer is None:
                    raise StoreFault(f"{self._place.place}: there is no such contact list in this region and account")
                names = (topic["TopicName"] for topic in answer.get("Topics", ()))
                self._known_topics = topics_in(names, self._place.topics)
            if self._known_topics is None:
                base = self._place.topics.rstrip("-_")
                raise StoreFault(f"{self._place.place}: the list has no topic `{base}`: add it, or mend `topics`")
            return self._known_topics

    def _contact(self, address: str) -> dict[str, Any] | None:
        self._topics()
        found: dict[str, Any] | None = self._call("get_contact", EmailAddress=address)
        return found

    def _create(self, subscriber: Subscriber, address: str) -> bool:
        """Make a new contact; False where the list has the address already, from whomever."""
        asked = self._written(contact_of, subscriber, self._topics())
        return self._call("create_contact", EmailAddress=address, **asked) is not _THERE

    def _update(self, address: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bool:
        """Change the contact as it is at this moment; False where there is none. Raises StoreFault."""
        for _ in range(_TRIES):
            contact = self._contact(address)
            if contact is None:
                return False
            if self._call("update_contact", EmailAddress=address, **self._written(change, contact)) is not _AGAIN:
                return True
        raise StoreFault(f"{self._place.place}: somebody else changes the same contact all the time: run this again")

    def _written(self, make: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
        try:
            return make(*given)
        except TooLongError:
            room = f"more than the {LONGEST_ATTRIBUTES} characters that SES keeps of a contact"
            raise StoreFault(
                f"{self._place.place}: wishes, source and consent are {room}: shorten them, or keep them with `sqlite`"
            ) from None
        except ForeignError:
            raise StoreFault(
                f"{self._place.place}: a contact has attributes of another program that are no JSON object"
            ) from None

    def _call(self, operation: str, **asked: Any) -> Any:
        """The answer of SES; None where what is asked for is not there. Raises StoreFault."""
        try:
            return getattr(self._client, operation)(ContactListName=self._place.ses_list, **asked)
        except Exception as error:
            if not is_of_aws(error):
                raise
            code = code_of(error)
            if code == "NotFoundException":
                return None
            if code in _SIGNALS:
                return _SIGNALS[code]
            # AWS repeats the address that it takes for a wrong one, and this may go into a log.
            said = told(error).replace(str(asked.get("EmailAddress") or "\0"), "…")
            raise StoreFault(f"{self._place.place}: {said}") from None


#: Answers that are no fault: the contact is there already, or was changed this moment.
_THERE, _AGAIN = object(), object()
_SIGNALS = {"AlreadyExistsException": _THERE, "ConcurrentModificationException": _AGAIN}


def _is_for_us(kind: AddressKind, audience: str) -> bool:
    return kind == "mail" and audience == "public"
