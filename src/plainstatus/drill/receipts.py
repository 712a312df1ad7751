"""Whether each receiver got each message: once, whole, in its language, and none that is not for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plainstatus.drill.cast import Role
from plainstatus.drill.plain import longest_line, says
from plainstatus.drill.step import FailedError, UnverifiedError
from plainstatus.model.aws_channel import SmsChannel
from plainstatus.model.channel import Channel
from plainstatus.model.incident import Incident, Update
from plainstatus.model.settings import Settings

#: Reasons that the result alone tells.
_WHY = {"waits": "a message waits for the one before it"}
_NONE_DUE = "0 messages, as it should be"


class News(NamedTuple):
    """The updates of `incident` that a turn has added."""

    incident: Incident
    updates: Sequence[Update]


@dataclass
class Receipts:
    """What came to each receiver of `settings` so far. `sent` is what `notify` says of each message, by channel."""

    settings: Settings
    seen: dict[str, int] = field(default_factory=dict)
    sent: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    def note(self, told: Mapping[str, Any]) -> None:
        """Note what a run of `notify --format json` has told."""
        for message in told["messages"]:
            self.sent.setdefault(message["channel"], []).append(message)

    def channel_of(self, role: Role) -> Channel | None:
        """The channel that `role` plays; None where this site does not tell it."""
        return next((each for each in self.settings.channels if each.name == role.name), None)

    def look(self, role: Role, channel: Channel, news: News, *, region_failed: bool) -> str:
        """What is worth saying of the messages that brought `news`. Raises FailedError and UnverifiedError.

        With `region_failed`, the first region of the role sent nothing.
        """
        wanted = [update for update in news.updates if self._is_for(channel, update, news.incident)]
        if role.receiver is None:
            return self._asked(channel, len(wanted))
        everything = role.receiver.received()
        fresh = everything[self.seen.get(role.name, 0) :]
        self.seen[role.name] = len(everything)
        if len(fresh) != len(wanted):
            raise FailedError(f"{_messages(len(fresh))} came, and it should be {len(wanted)}.{self._why(role)}")
        for received, update in zip(fresh, wanted, strict=True):
            self._compare(received.text, channel, update, news.incident)
            for other in news.incident.updates:
                if other.audience not in self._readers(channel) and says(received.text, other.text):
                    raise FailedError("A message says what its readers may not know.")
            if region_failed and len(role.regions) > 1 and received.told != f"by {role.regions[1]}":
                raise FailedError(f"It came {received.told}, and {role.regions[0]} was to fail.")
        if not fresh:
            return _NONE_DUE
        told = {received.told for received in fresh if received.told}
        over = f", after {role.regions[0]} refused" if region_failed and len(role.regions) > 1 and told else ""
        return f"{_messages(len(fresh))}{''.join(f', {each}' for each in sorted(told))}{over}"

    def _asked(self, channel: Channel, wanted: int) -> str:
        """What `notify` says, where nobody else can."""
        said = self.sent.pop(channel.name, [])
        taken = [each for each in said if each["result"] == "sent"]
        recipients = max(len(channel.to), 1)
        if len(taken) != wanted * recipients:
            reasons = sorted({each["detail"] for each in said if each["result"] != "sent" and each["detail"]})
            raise FailedError(
                f"{_messages(len(taken))} of {wanted * recipients} were taken. {' '.join(reasons)}".strip()
            )
        if not taken:
            return _NONE_DUE
        raise UnverifiedError(
            f"{_messages(len(taken))} taken; whether it arrived, only somebody who reads there can see."
        )

    def _why(self, role: Role) -> str:
        left = [each for each in self.sent.get(role.name, []) if each["result"] != "sent"]
        reasons = sorted({each["detail"] for each in left if each["detail"]})
        return f" {' '.join(reasons)}" if reasons else ""

    def _readers(self, channel: Channel) -> frozenset[str]:
        return frozenset({"public", channel.audience, *self.settings.audiences.get(channel.audience, ())})

    def _is_for(self, channel: Channel, update: Update, incident: Incident) -> bool:
        if update.audience not in self._readers(channel) or not update.notify:
            return False
        return not isinstance(channel, SmsChannel) or channel.every_update or _is_turn(update, incident)

    def _compare(self, text: str, channel: Channel, update: Update, incident: Incident) -> None:
        if isinstance(channel, SmsChannel):
            # It is short: components, a time, and the link.
            if incident.id not in text:
                raise FailedError("A message does not have the link.")
            if "drill" not in text.lower():
                raise FailedError("A message does not say that it is a drill.")
            return
        language = channel.language or self.settings.languages[0]
        if not says(text, incident.titles.get(language, incident.title)):
            raise FailedError("A message does not have the title.")
        words = update.translations.get(language, update.text)
        if not says(text, words):
            raise FailedError(f"A message does not say “{longest_line(words)}”.")


def not_sent(told: Mapping[str, Any]) -> list[str]:
    """What a run of `notify --format json` says of that which it could not send: a line for each channel and reason."""
    left = [each for each in told["messages"] if each["result"] not in ("sent", "elsewhere")]
    lines = [f"{each['channel']}: {each['detail'] or _WHY.get(each['result'], each['result'])}" for each in left]
    faults = (told.get("ledger_fault"), told.get("subscribers", {}).get("fault"))
    return [*dict.fromkeys(lines), *(fault for fault in faults if fault)]


def _is_turn(update: Update, incident: Incident) -> bool:
    """Whether it is one of those for which a text message is sent that is not sent for every update."""
    if incident.kind == "maintenance":
        return update.status == "in_progress"
    return update == incident.updates[0] or update.status == "resolved"


def _messages(number: int) -> str:
    return f"{number} message{'' if number == 1 else 's'}"
