"""Whom a channel reaches, which is said in the same words for every kind of channel."""

from dataclasses import dataclass

from plainstatus.model.promises import Hearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Updates for `audience` go there, in `language`, which is None for the first one of the site.

    `hears` tells whether they do, and whether the team hears there of the promises that it made to that audience.
    """

    audience: str = "public"
    language: str | None = None
    hears: tuple[Hearing, ...] = ("updates",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberReach(Reach):
    """With `subscribers`, whoever asked for it is a recipient too.

    So many of them are told at once as `parallel` says, and not more than `rate` in a second.
    """

    subscribers: bool = False
    parallel: int = 8
    rate: float | None = None
