"""What settings say together: names that nothing has, a place that two have, a sign-up without a channel."""

import posixpath

from plainstatus.model.channel import MailChannel
from plainstatus.model.settings import Settings
from plainstatus.model.target import BucketTarget, Target
from plainstatus.reading.audience_names import NOBODY
from plainstatus.reading.faults import instead, quoted
from plainstatus.reading.fields import Entries
from plainstatus.reading.further_sites import entry_at
from plainstatus.reading.scope import Scope


def check_names(settings: Settings, entries: Entries, scope: Scope) -> None:
    """Note every audience and language that is named somewhere and that the site does not have."""
    known = ("public", *settings.audiences)
    if settings.audience not in known and ("audiences" not in entries.keys or "audiences" in entries.values):
        message = f"{quoted(settings.audience)} is not an audience of this site"
        scope.fault(entries.nodes["audience"], "unknown-audience", message, instead(settings.audience, known))
    for page, readers in (("runbook", settings.runbook), ("report", settings.report)):
        if page in entries.values and readers not in (*known, NOBODY):
            message = f"{quoted(readers)} is not an audience of this site"
            scope.fault(entries.nodes[page], "unknown-audience", message, instead(readers, known))
    named = (
        *(("target", target) for target in settings.targets),
        *(("channel", channel) for channel in settings.channels),
    )
    for what, each in named:
        if each.audience not in known:
            message = f"{quoted(each.audience)}, of the {what} `{each.name}`, is not an audience of this site"
            written = entry_at(entries, f"{what}s", each.name, "audience")
            scope.fault(written, "unknown-audience", message, instead(each.audience, known))
    for channel in settings.channels:
        if channel.language is not None and channel.language not in settings.languages:
            message = f"{quoted(channel.language)}, of the channel `{channel.name}`, is not a language of this site"
            hint = instead(channel.language, settings.languages)
            scope.fault(entry_at(entries, "channels", channel.name, "language"), "unknown-language", message, hint)


def check_signup(settings: Settings, entries: Entries, scope: Scope) -> None:
    """Note a sign-up whose readers would never hear of anything: not even the mail that asks them to confirm."""
    channels = (*settings.channels, *settings.channels_elsewhere)
    told = (isinstance(each, MailChannel) and each.subscribers and each.audience == "public" for each in channels)
    if settings.signup and not any(told):
        message = "readers can sign up, but no channel brings mail to them"
        hint = "Write `to: [subscribers]` in a channel that sends mail, or take `signup` away."
        scope.fault(entries.keys["signup"], "signup-without-channel", message, hint, severity="warning")


def check_places(targets: tuple[Target, ...], entries: Entries, scope: Scope) -> None:
    """Note every target that is where another one is: each would undo what the other did."""
    seen: dict[tuple[str, str | None], str] = {}
    for target in targets:
        elsewhere = target.endpoint_url if isinstance(target, BucketTarget) else None
        place = target.place if isinstance(target, BucketTarget) else posixpath.normpath(target.place)
        other = seen.setdefault((place, elsewhere), target.name)
        if other != target.name:
            message = f"the targets `{other}` and `{target.name}` are one place"
            hint = "Delete one of the two, or give it a place of its own."
            scope.fault(entry_at(entries, "targets", target.name), "same-place", message, hint)
