"""From the settings to the store that they name."""

import os
from collections.abc import Mapping
from pathlib import Path

from plainstatus.model.subscriber_place import SqlitePlace, SubscribersPlace
from plainstatus.subscribers.store import StoreFault, SubscriberStore

#: The variable of the environment with the key of the ids that addresses get in a list of SES.
KEY_VARIABLE = "PLAINSTATUS_SUBSCRIBERS_KEY"


def open_subscribers(
    place: SubscribersPlace, root: Path, environment: Mapping[str, str] = os.environ
) -> SubscriberStore:
    """The store at `place`; a file is found from `root`, where `mkdocs.yml` is. Asks nobody anything yet.

    Raises StoreFault where the way to a list of SES is not even known.
    """
    if isinstance(place, SqlitePlace):
        from plainstatus.subscribers.sqlite import SubscribersInSqlite

        return SubscribersInSqlite(root / place.sqlite)
    from plainstatus.aws.clients import client
    from plainstatus.aws.faults import is_of_aws, told
    from plainstatus.subscribers.ses_list import AT_ONCE, SubscribersInSesList

    key = environment.get(KEY_VARIABLE, "")
    if not key:
        raise StoreFault(
            f"{place.place}: the variable {KEY_VARIABLE} is not set: it makes ids of addresses. Set it to any long "
            "secret, the same everywhere"
        )
    try:
        made = client("sesv2", "subscribers", region=place.region, connections=AT_ONCE)
    except Exception as error:
        if not is_of_aws(error):
            raise
        raise StoreFault(f"{place.place}: {told(error)}") from None
    return SubscribersInSesList(made, place, key)
