"""Takes in what came back for addresses that refuse us, and tells what was done, by ids and not by addresses."""

from collections import Counter
from collections.abc import Iterable
from typing import IO

import click

from plainstatus.model.subscriber import AddressKind
from plainstatus.subscribers.refusal import Harmless, NoRefusalError
from plainstatus.subscribers.refusals import heed, refusals_in
from plainstatus.subscribers.store import SubscriberStore

_SAID = {
    "bounced": "bounced",
    "complained": "complained",
    "already": "told nothing already",
    "unknown": "not here",
    "harmless": "no hard bounce or complaint",
}
_ONE_READER = (
    "A reader of the list {id} complained. The list stays, for its other readers: ask who keeps it to take one out."
)


def take_in(files: Iterable[IO[bytes]], store: SubscriberStore) -> bool:
    """Heed what stands in `files`, and print the counts; gives whether one of them could not be read."""
    counts: Counter[str] = Counter()
    failed = False
    for file in files:
        try:
            # A file counts as a whole: what is wrong at its end keeps its beginning back, too.
            found = list(refusals_in(file.read()))
        except NoRefusalError as error:
            click.echo(f"{file.name}: {error}. Nothing of it was taken in.", err=True)
            failed = True
            continue
        for each in found:
            if isinstance(each, Harmless):
                counts["harmless"] += 1
                continue
            done, subscriber = heed(each, store)
            counts[done] += 1
            if done == "list" and subscriber is not None:
                click.echo(_ONE_READER.format(id=subscriber.id))
    said = [f"{counts[name]:,} {words}" for name, words in _SAID.items() if counts[name]]
    if said:
        click.echo(f"{', '.join(said)}.")
    return failed


def leave(addresses: Iterable[tuple[AddressKind, str]], store: SubscriberStore) -> None:
    """Let each of `addresses` hear no more, because its reader asked for it."""
    for kind, address in addresses:
        subscriber = store.find(kind, address)
        if subscriber is None:
            click.echo("That address is not here.")
        elif subscriber.state == "complained":
            click.echo(f"{subscriber.id} complained, and is told nothing already.")
        else:
            store.set_state(subscriber.id, "left", "asked the operator")
            click.echo(f"{subscriber.id} is told no more.")
