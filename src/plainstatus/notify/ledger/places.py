"""From the settings to the ledger that they name."""

from pathlib import Path

from plainstatus.model.channel import DirectoryLedger, LedgerPlace, TableLedger
from plainstatus.notify.ledger.ledger import Ledger, LedgerFault


def open_ledger(place: LedgerPlace, root: Path) -> Ledger:
    """The ledger at `place`; a folder is found from `root`, where `mkdocs.yml` is. Asks nobody anything yet.

    Raises LedgerFault where the way to a bucket or a table is not even known.
    """
    if isinstance(place, DirectoryLedger):
        from plainstatus.notify.ledger.directory import LedgerInDirectory

        return LedgerInDirectory(root / place.directory)
    from plainstatus.aws.clients import client
    from plainstatus.aws.faults import is_of_aws, told
    from plainstatus.notify.ledger.bucket import LedgerInBucket
    from plainstatus.notify.ledger.table import LedgerInTable

    try:
        if isinstance(place, TableLedger):
            regions = place.regions or (None,)
            # Where there is another region, it is asked at once.
            once = len(regions) > 1
            clients = [client("dynamodb", "ledger in a table", region=region, once=once) for region in regions]
            return LedgerInTable(clients, place.table)
        s3 = client("s3", "ledger", region=place.region, endpoint_url=place.endpoint_url)
    except Exception as error:
        if not is_of_aws(error):
            raise
        raise LedgerFault(f"{place.place}: {told(error)}") from None
    return LedgerInBucket(s3, place.bucket, place.prefix)
