"""How it stood with an incident at one moment, as programs read it. Messages for people say the same in words."""

from dataclasses import dataclass
from datetime import datetime

from plainstatus.model.incident import ExpectedRecovery, Window
from plainstatus.notify.voice import Voice
from plainstatus.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Concerned:
    """A component with its name in the language of the message, and the status that the incident gives it."""

    id: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All moments are in UTC. What nobody said is None."""

    at: datetime
    components: tuple[Concerned, ...]
    expected_recovery: ExpectedRecovery
    next_update: datetime | None
    window: Window | None

    @property
    def affected(self) -> tuple[str, ...]:
        """The names of the components that are not well, and of all that are concerned where every one is."""
        ill = tuple(each.name for each in self.components if each.status != "operational")
        return ill or tuple(each.name for each in self.components)


def standing_of(then: Timeline, voice: Voice) -> Standing:
    """That of the only course that `then` knows, at its moment."""
    (course,) = then.known
    state, known = then.state(course), then.catalog.components
    return Standing(
        then.now,
        tuple(
            Concerned(id, voice.edition.name(known[id]), state.components[id])
            for id in then.components_of(course)
            if id in known
        ),
        then.expected_recovery(course),
        then.next_update(course),
        state.window,
    )
