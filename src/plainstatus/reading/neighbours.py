"""Where two sites of one folder would tell different readers at one place. Opens settings alone, and no channel."""

from collections.abc import Iterator
from pathlib import Path

from plainstatus.model.channel import Channel
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.reading.faults import quoted
from plainstatus.reading.further_sites import ends_of, may_hear_with
from plainstatus.reading.settings import Configuration, read_settings
from plainstatus.reading.sites import config_files


def neighbour_faults(configuration: Configuration) -> Iterator[Finding]:
    """A fault for each channel of a site that leads where another site of its folder tells other readers.

    Public words may be heard by everybody, so the sites that have narrower ones are at fault.
    """
    own = configuration.files.config_file
    narrower = [channel for channel in configuration.settings.channels if channel.audience != "public"]
    for file in config_files(configuration.files.root) if narrower else ():
        if file.name == own.name:
            continue
        others, _ = read_settings(file)
        for channel in narrower:
            if shared := _shared(channel, others):
                yield _fault(channel, *shared, own, file)


def _shared(channel: Channel, others: Settings) -> tuple[Channel, str] | None:
    """The first channel of the site of `others` that leads where `channel` does, for other readers; and where."""
    places = set(ends_of(channel))
    for other in others.channels:
        for kind, place in ends_of(other):
            if (kind, place) in places and not (
                may_hear_with(channel, other, others) or may_hear_with(other, channel, others)
            ):
                return other, place
    return None


def _fault(channel: Channel, other: Channel, place: str, own: Path, file: Path) -> Finding:
    message = (
        f"the channel `{channel.name}`, for {quoted(channel.audience)}, leads to {place}, as `{other.name}` of "
        f"{file.name} does, for {quoted(other.audience)}"
    )
    hint = "Delete one of the two, or let it lead elsewhere: one place has one audience."
    return Finding(own.name, 0, 0, message, hint, "same-place")
