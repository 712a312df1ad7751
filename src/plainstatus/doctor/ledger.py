"""Whether the ledger can be reached, and will still be there tomorrow."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from plainstatus.doctor.clock import Clock
from plainstatus.doctor.diagnosis import Diagnosis, fault, ok, unknown, warning
from plainstatus.doctor.targets import may_be_written
from plainstatus.model.channel import BucketLedger, DirectoryLedger, OutboxChannel, TableLedger
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
    elif isinstance(place, TableLedger):
        yield from _table(place, root)
    if all(isinstance(channel, OutboxChannel) and not channel.to for channel in settings.channels):
        return
    if environment.get(KEY_VARIABLE):
        yield ok(f"{KEY_VARIABLE} is set")
    else:
        words = f"{KEY_VARIABLE} is not set: who can read the ledger can find out whether an address is in it"
        yield warning(words, "Set it to a long secret, once and for good: with another one, everybody is new.")


def _table(place: TableLedger, root: Path) -> Iterator[Diagnosis]:
    from plainstatus.notify.ledger.ledger import Key, LedgerFault
    from plainstatus.notify.ledger.places import open_ledger

    try:
        open_ledger(place, root).get(Key("doctor", "doctor", "doctor"))
    except LedgerFault as error:
        yield fault(f"{error}", "Nothing is sent until that is in order.")
        return
    yield ok("the table answers")
    if len(place.regions) > 1:
        yield _agreement(place)


def _agreement(place: TableLedger) -> Diagnosis:
    """Whether the regions of a table are one lock."""
    from plainstatus.aws.clients import client
    from plainstatus.aws.faults import is_of_aws, told

    first, *others = place.regions
    try:
        table = client("dynamodb", "doctor", region=first).describe_table(TableName=place.table)["Table"]
    except Exception as error:
        if not is_of_aws(error):
            raise
        return unknown(f"whether its regions agree cannot be asked: {told(error)}")
    if table.get("MultiRegionConsistency") != "STRONG":
        words = "its regions only follow each other: two runs could both claim a message, and send it twice"
        return fault(words, "Name one region, or make the table with `plainstatus aws template ledger`.")
    missing = set(others) - {replica["RegionName"] for replica in table.get("Replicas", ())}
    if missing:
        return fault(f"the table is not in {' and '.join(sorted(missing))}", "Mend `regions`.")
    return ok("its regions agree on each write")
