"""A conditional write into a store at AWS, and how its fate is known where the answer was lost.

A write whose answer was lost looks like a rival's, for the client sends it again by itself: so whatever
is refused is read, and compared with what was to be written.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from plainstatus.aws.faults import code_of
from plainstatus.notify.ledger.ledger import Entry

_TRIES = 5


@dataclass(frozen=True)
class Refusals:
    """The codes by which a store says no: something else is there, or two writes `met` and may be tried again."""

    refused: Collection[str]
    met: Collection[str]

    def __contains__(self, code: str) -> bool:
        return code in self.refused or code in self.met


def settled(
    put: Callable[[], Entry],
    present: Callable[[], Entry | None],
    entry: Entry,
    refusals: Refusals,
    fault: Callable[[Exception], Exception],
) -> Entry | None:
    """What `put` gives once `entry` is written; None where the store says no, and it is not ours that is there.

    `present` reads what is there. What `fault` makes of an error is raised where nothing was written.
    """
    for _ in range(_TRIES):
        try:
            return put()
        except Exception as error:
            failure, code = fault(error), code_of(error)
        # Whether it is ours is asked after every fault: the answer may be all that was lost.
        there = present()
        if there is not None and there.says_the_same(entry):
            return there
        if code in refusals.refused:
            return None
        if code not in refusals.met:
            break
    raise failure
