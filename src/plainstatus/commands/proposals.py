"""What was proposed before: drafts on branches, and those that were merged. The messages of their commits tell.

Does not know what an alert says.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from plainstatus.commands.repository import Commit, Repository

#: Branches of drafts begin so; the id of the incident follows.
BRANCHES = "incident/"

#: So long the same alert is known to have been proposed.
_KNOWN_FOR = timedelta(days=60)
#: So long a draft that nobody has merged stands for the trouble of its components.
_PENDING_FOR = timedelta(days=1)

_LINE = re.compile(r"^(Alert|Component): (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`keys` are those of the alert. `branch` is None where it was merged; `is_here` tells a branch of this clone."""

    keys: frozenset[str]
    components: frozenset[str]
    at: int
    branch: str | None
    is_here: bool = False

    @property
    def id(self) -> str:
        """The id of the incident that is proposed; "" where it was merged."""
        return (self.branch or "").removeprefix(BRANCHES)


def hashed(keys: Iterable[str]) -> tuple[str, ...]:
    """Keys as they stand in a message: whoever reads it learns nothing of the monitoring."""
    return tuple(blake2b(key.encode(), digest_size=12).hexdigest() for key in keys)


def message_of(title: str, source: str, keys: Iterable[str], components: Iterable[str]) -> str:
    """The message of the commit that proposes a draft."""
    facts = (*(f"Alert: {key}" for key in keys), *(f"Component: {id}" for id in components))
    return (
        f"Propose an incident{f': {title}' if title else ''}\n\n"
        f"Made from an alert of {source}. Nothing is published before a person merges it.\n\n" + "\n".join(facts) + "\n"
    )


@dataclass(frozen=True)
class Proposals:
    """Those of the last weeks, the newest first. `published` are the ids of the incidents that there are."""

    known: tuple[Proposal, ...]
    now: datetime
    published: frozenset[str]

    def of_alert(self, keys: Iterable[str], *, elsewhere: bool = False) -> Proposal | None:
        """The proposal that was made of the same alert; `elsewhere` leaves out the branches of this clone."""
        wanted = set(keys)
        return next((each for each in self.known if each.keys & wanted and not (elsewhere and each.is_here)), None)

    def pending(self, components: Mapping[str, str]) -> Proposal | None:
        """A recent draft about one of `components` that nobody has merged yet."""
        since = int((self.now - _PENDING_FOR).timestamp())
        for each in self.known:
            waits = each.branch is not None and each.id not in self.published and each.at >= since
            if waits and each.components & components.keys():
                return each
        return None


def proposals_in(repository: Repository, base: str, now: datetime, published: Iterable[str]) -> Proposals:
    """What was proposed in `repository`, as far as it is known here. Raises GitFault."""
    since = now - _KNOWN_FOR
    beside = repository.commits_beside("Alert: ", since, base=base, below=BRANCHES)
    merged = repository.commits("Alert: ", since, on=base)
    known = (*(_proposal(each, each.branch) for each in beside), *(_proposal(each, None) for each in merged))
    return Proposals(known, now, frozenset(published))


def _proposal(commit: Commit, branch: str | None) -> Proposal:
    found: dict[str, set[str]] = {"Alert": set(), "Component": set()}
    for name, value in _LINE.findall(commit.message):
        found[name].add(value)
    return Proposal(frozenset(found["Alert"]), frozenset(found["Component"]), commit.at, branch, commit.is_here)
