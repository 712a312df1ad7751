"""The same build at several targets, each for itself: what fails at one does not stop the others."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

from plainstatus.publish.build_folder import BuildFault
from plainstatus.publish.delivery import Delivery, Order, Refused, Watch, deliver
from plainstatus.publish.targets.interface import Busy, Target, TargetFault

#: What can come of a publish at one target.
Outcome = Delivery | Refused | TargetFault | BuildFault | OSError

#: Seconds between two tries while another publish is under way.
_EVERY = 2.0


def deliver_everywhere(
    targets: Mapping[str, tuple[Target, Order]],
    watches: Mapping[str, Watch] = MappingProxyType({}),
    *,
    wait: float = 0,
    pause: Callable[[float], None] = time.sleep,
) -> dict[str, Outcome]:
    """What came of it at each target, in the order of `targets`.

    `wait` is for how many seconds a publish of somebody
    else is waited for.
    """

    def at(name: str) -> Outcome:
        target, order = targets[name]
        left = wait
        while True:
            try:
                return deliver(target, order, watches.get(name))
            except Busy as busy:
                if left <= 0:
                    return busy
                pause(min(_EVERY, left))
                left -= _EVERY
            except (Refused, TargetFault, BuildFault, OSError) as fault:
                return fault

    with ThreadPoolExecutor(max(1, len(targets))) as pool:
        return dict(zip(targets, pool.map(at, targets), strict=True))
