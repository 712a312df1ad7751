"""Who wishes to hear of something. Does not know what it says, nor who heard of it already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from plainstatus.model.component import Group
from plainstatus.model.subscriber import Subscriber, Wished
from plainstatus.subscribers.store import normal


@dataclass(frozen=True, slots=True)
class Interest:
    """What one message is about, as wishes name it, said at `since`.

    `incidents` are the ids under which its incident can be wished for. `touched` are the components that it names
    and the groups around these; where it names none, it concerns everybody. The addresses of `named`, in their normal
    form, hear of it anyway, for the settings name them.
    """

    since: datetime
    kind: Wished
    incidents: frozenset[str]
    touched: frozenset[str]
    named: frozenset[str] = frozenset()

    def is_shared_by(self, subscriber: Subscriber) -> bool:
        """Whether `subscriber` is to hear of it: they wish for it, and it was said after they had come."""
        wishes = subscriber.wishes
        if subscriber.since is not None and self.since < subscriber.since:
            return False
        if self.named and normal(subscriber.kind, subscriber.address) in self.named:
            return False
        if wishes.incident is not None:
            return wishes.incident in self.incidents
        if self.kind not in wishes.kinds:
            return False
        return not wishes.components or not self.touched or not self.touched.isdisjoint(wishes.components)


def with_groups(components: Collection[str], groups: Iterable[Group]) -> frozenset[str]:
    """`components`, and every group in which one of them is."""
    around = (group.id for group in groups if not set(components).isdisjoint(group.components))
    return frozenset((*components, *around))
