"""Whether the ledger can be reached, and will still be there tomorrow."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from plainstatus.doctor.clock import Clock
from plainstatus.doctor.diagnosis import Diagnosis, ok, warning
from plainstatus.doctor.targets import may_be_written
from plainstatus.model.channel import BucketLedger, DirectoryLedger, OutboxChannel
from plainstatus.model.settings import Settings


def look_at_ledger(settings: Settings, root: Path, environment: Mapping[str, str], clock: Clock) -> Iterator[Diagnosis]:
    """Look at the ledger that `settings` name. `root` is the folder of `mkdocs.yml`."""
    from plainstatus.notify.recipients import KEY_VARIABLE

    place = settings.ledger
    if isinstance(place, DirectoryLedger):
        yield may_be_written(root / place.directory)
        if environment.get("CI"):
            words = "the ledger is a folder of this machine, which a job of CI begins without"
            yield warning(words, "Set `ledger: {bucket: …}`.")
    elif isinstance(place, BucketLedger):
        from plainstatus.doctor.buckets import look_into

        yield from look_into(place, None, clock)
    if all(isinstance(channel, OutboxChannel) and not channel.to for channel in settings.channels):
        return
    if environment.get(KEY_VARIABLE):
        yield ok(f"{KEY_VARIABLE} is set")
    else:
        words = f"{KEY_VARIABLE} is not set: who can read the ledger can find out whether an address is in it"
        yield warning(words, "Set it to a long secret, once and for good: with another one, everybody is new.")
