"""What `plainstatus publish` does last: tells the hub of the settings which feeds have changed."""

from collections.abc import Iterable

import click

from plainstatus.model.settings import Settings
from plainstatus.publish.delivery import Delivery
from plainstatus.publish.everywhere import Outcome
from plainstatus.publish.plan import CHANGED


def tell_hub_of(outcomes: Iterable[Outcome], settings: Settings) -> None:
    """Tell the hub of `settings`, if there is one, of each feed that changed at a target. A fault is but a warning."""
    if settings.feed_hub is None or settings.audience != "public" or not settings.site_url:
        return
    feeds = sorted(_changed(outcomes))
    if not feeds:
        return
    from plainstatus.notify.websub import HubFault, tell_hub

    try:
        tell_hub(settings.feed_hub, [settings.site_url + path for path in feeds])
    except HubFault as fault:
        click.echo(f"warning: {fault}. Whoever follows a feed by it hears when it looks by itself.", err=True)
    else:
        click.echo(f"The hub is told of {len(feeds):,} feed{'' if len(feeds) == 1 else 's'}.")


def _changed(outcomes: Iterable[Outcome]) -> set[str]:
    """The Atom feeds that were there before, and are others now: nobody can follow a new one yet."""
    plans = (outcome.plan for outcome in outcomes if isinstance(outcome, Delivery))
    return {put.path for plan in plans for put in plan.puts if put.why == CHANGED and put.path.endswith(".atom")}
