"""From the settings to the store that they name."""

from pathlib import Path

from plainstatus.model.subscriber_place import SqlitePlace, SubscribersPlace
from plainstatus.subscribers.store import StoreFault, SubscriberStore


def open_subscribers(place: SubscribersPlace, root: Path) -> SubscriberStore:
    """The store at `place`; a file is found from `root`, where `mkdocs.yml` is. Asks nobody anything yet.

    Raises StoreFault where the way to a list of SES is not even known.
    """
    if isinstance(place, SqlitePlace):
        from plainstatus.subscribers.sqlite import SubscribersInSqlite

        return SubscribersInSqlite(root / place.sqlite)
    raise StoreFault(f"{place.place}: there is no such store yet")
