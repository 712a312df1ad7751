"""Refusals in mails: delivery status notifications (RFC 3464), and complaints in the form of RFC 5965."""

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses

from plainstatus.subscribers.refusal import Harmless, NoRefusalError, Refusal

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
#: What a status of RFC 3463 says of the address itself: it is none (5.1), nobody reads there (5.2.1), or its host
#: does not exist (5.4.4). 5.1.7 to 5.1.9 are about our own address, and 5.1.0 may be.
_ABOUT_THE_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure"})
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_LONGEST_WHY = 300


def refusals_of_mail(data: bytes) -> Iterator[Refusal | Harmless]:
    """What one mail says, recipient by recipient. Raises NoRefusalError."""
    try:
        yield from _said_in(data)
    except RecursionError:
        # Anybody can send such a mail to where refusals go.
        raise NoRefusalError("its parts stand too deep within each other") from None


def _said_in(data: bytes) -> Iterator[Refusal | Harmless]:
    # This policy takes headers as they stand, however wrong they are.
    mail = message_from_bytes(data, policy=policy.compat32)
    found = False
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            found = True
            yield from _of_status(part, _sent_to(mail))
        elif part.get_content_type() == "message/feedback-report":
            found = True
            yield from _of_report(part, _sent_to(mail))
    if not found:
        raise NoRefusalError("it is neither JSON, nor a mail that tells of a delivery or a complaint")


def is_about_the_address(words: str) -> bool:
    """Whether a mail server that refuses says by its status that nobody can be reached at the address."""
    return _status("", words) in _ABOUT_THE_ADDRESS


def _of_status(part: Message, sent_to: tuple[str, ...]) -> Iterator[Refusal | Harmless]:
    groups = [group for group in _groups(part) if group.get("Final-Recipient") or group.get("Original-Recipient")]
    if not groups:
        raise NoRefusalError("the status in it names no recipient")
    for group in groups:
        action = str(group.get("Action", "")).strip().lower()
        said = " ".join(str(group.get("Diagnostic-Code", "")).partition(";")[2].split())
        status = _status(str(group.get("Status", "")), said)
        if action != "failed" or status not in _ABOUT_THE_ADDRESS:
            yield Harmless(f"a delivery that is {action or 'unclear'}, with the status {status or 'unknown'}")
            continue
        named = _recipient(group, "Original-Recipient")
        own = (_decoded(named), named, _recipient(group, "Final-Recipient"))
        # Where mail is forwarded, the address that we know may stand in the head of our own mail alone.
        others = sent_to if len(groups) == 1 else ()
        yield Refusal(_distinct((*own, *others)), "bounced", (said or f"status {status}")[:_LONGEST_WHY])


def _status(written: str, said: str) -> str:
    """The most telling status: many servers write 5.0.0, and the true one into the words behind it."""
    for text in (written, said):
        match = _STATUS.search(text)
        if match and match.groups()[1:] != ("0", "0"):
            return match[0]
    return ""


def _of_report(part: Message, sent_to: tuple[str, ...]) -> Iterator[Refusal | Harmless]:
    fields = next(iter(_groups(part)), None)
    kind = str(fields.get("Feedback-Type", "") if fields else "").strip().lower()
    if not kind:
        raise NoRefusalError("the report in it has no type")
    if kind in _NO_COMPLAINT:
        yield Harmless(f"feedback of the type {kind}")
        return
    named = [str(each) for each in (fields.get_all("Original-Rcpt-To") or [])] if fields else []
    addresses = _distinct((*(_bare(each) for each in named), *sent_to))
    if not addresses:
        raise NoRefusalError("the report in it names no recipient")
    yield Refusal(addresses, "complained", f"complaint ({kind})")


def _groups(part: Message) -> list[Message]:
    """The groups of fields of a part that is a report, however it was read."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [each for each in payload if isinstance(each, Message)]
    blocks = re.split(rb"\r?\n\r?\n", _bytes_of(part))
    return [message_from_bytes(block + b"\n\n", policy=policy.compat32) for block in blocks]


def _bytes_of(part: Message) -> bytes:
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _sent_to(mail: Message) -> tuple[str, ...]:
    """To whom the mail of ours went that came back, as its own head says."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            heads = [each for each in part.get_payload() if isinstance(each, Message)]
        elif kind == "text/rfc822-headers":
            heads = [message_from_bytes(_bytes_of(part), policy=policy.compat32)]
        else:
            continue
        written = [str(each) for head in heads for each in head.get_all("To") or []]
        return _distinct(address for _, address in getaddresses(written))
    return ()


def _recipient(group: Message, name: str) -> str:
    """The address in `rfc822; anna@example.com`; "" where there is none."""
    kind, _, address = str(group.get(name, "")).partition(";")
    return _bare(address) if kind.strip().lower() in ("rfc822", "utf-8") else ""


def _decoded(address: str) -> str:
    """An address out of xtext (RFC 3461, section 4); not every server writes it so."""
    return _XTEXT.sub(lambda match: chr(int(match[1], 16)), address)


def _bare(address: str) -> str:
    return address.strip().rpartition("<")[2].rstrip(">").strip()


def _distinct(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in addresses if "@" in each))
