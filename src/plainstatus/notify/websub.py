"""Tells a hub which feeds have changed (WebSub, once PubSubHubbub), so that those who follow them hear at once.

A hub fetches the feeds itself: it is told after they are published, and nothing but their addresses.
"""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from plainstatus.notify.web.addresses import AddressFault, place_of
from plainstatus.notify.web.hosts import Hosts
from plainstatus.notify.web.patience import TooLongError, Waiting, tried
from plainstatus.notify.web.request import Answer, Network, UnansweredError, UnsentError, post

#: Feeds that a hub is told of at a time.
_AT_ONCE = 100


class HubFault(Exception):
    """The hub was not told, or not of every feed: why."""


def tell_hub(hub: str, feeds: Sequence[str], network: Network | None = None, waiting: Waiting | None = None) -> None:
    """Tell the hub at `hub` that the feeds at the addresses `feeds` have changed. Raises HubFault."""
    hosts, network, waiting = Hosts(), network or Network(), waiting or Waiting()
    try:
        host = place_of(hub).host
        for first in range(0, len(feeds), _AT_ONCE):
            some = (("hub.url", feed) for feed in feeds[first : first + _AT_ONCE])
            body = urlencode([("hub.mode", "publish"), *some]).encode()
            answer = tried(partial(_posted, hub, body, network), host, hosts, waiting)
            if not 200 <= answer.status < 300:
                raise HubFault(f"the hub {host} says {answer.status}")
    except (AddressFault, UnsentError, UnansweredError) as fault:
        raise HubFault(f"the hub: {fault}") from None
    except TooLongError as fault:
        raise HubFault(f"the hub asks to be left alone for {fault.seconds:.0f} seconds") from None


def _posted(hub: str, body: bytes, network: Network) -> Answer:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    # The address stands in the settings, and is no secret that somebody else could have chosen.
    return post(hub, body, headers, network, allow_private=True)
