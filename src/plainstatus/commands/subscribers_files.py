"""`plainstatus subscribers import`, `export` and `suppress`: what comes from files, and goes into them."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from plainstatus.commands.options import config_option, now_option
from plainstatus.commands.subscribing import kind_of, register, register_with_wishes, warn_of_git

if TYPE_CHECKING:
    from plainstatus.subscribers.csv_people import Given, Person
    from plainstatus.subscribers.offer import Site
    from plainstatus.subscribers.store import SubscriberStore

#: More faults than this have one cause, and are not worth a screen each.
_MOST_FAULTS = 100


@click.command(
    "import",
    short_help="Bring many in from a CSV file.",
    epilog="""\b
Examples:
  plainstatus subscribers import people.csv --consent "Asked for it at the fair, 2026-11-20" --plan
  plainstatus subscribers import exported.csv
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consent", default="", metavar="WORDS", help="What all of them agreed to, how and when.")
@click.option("--source", metavar="WORDS", help="Where they came from; the name of the file where it is not said.")
@click.option("--plan", "only_plan", is_flag=True, help="Show what would be done, and do nothing.")
@now_option
@config_option
def import_people(
    config_file: Path, now: str | None, file: Path, consent: str, source: str | None, only_plan: bool
) -> None:
    """Bring subscribers in from a CSV file, whose first line names its columns. `address` is the only one it must have.

    An import only adds: it overwrites nothing that a subscriber chose, and brings nobody back who left, or whose
    address bounced or complained. Twice, it changes nothing. Only lists follow the file. What they agreed to has to
    be said, here or in a column `consent`. With a fault in any row, nothing is imported.

    Columns: address, kind, components, kinds, incident, audience, language, zone, list, state, since, source,
    consent, why, id.
    """
    from plainstatus.commands.clock import now_from
    from plainstatus.commands.subscribers_told import imported
    from plainstatus.subscribers.csv_file import bring_in, fates_of
    from plainstatus.subscribers.csv_people import Given

    with register_with_wishes(config_file) as (opened, site):
        zone = opened.settings.timezone
        given = Given(now_from(now, zone), zone, source or file.name, consent.strip())
        rows, faulty = _look_through(file, site, given, opened.store)
        if faulty:
            click.echo(f"{faulty:,} of {rows:,} rows cannot be read. Nothing was imported.", err=True)
            raise SystemExit(1)
        fates = (fates_of if only_plan else bring_in)(_people(file, site, given), opened.store)
        counts = Counter(fates)
    click.echo(imported(counts, only_plan=only_plan))
    if only_plan:
        click.echo("Nothing was changed.")
    warn_of_git(file)


def _people(file: Path, site: "Site", given: "Given") -> "Iterator[Person]":
    """Everybody in `file`, which is read as it goes."""
    from plainstatus.subscribers.csv_people import people_in

    with file.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        yield from people_in(lines, str(file), site, given)


def _look_through(file: Path, site: "Site", given: "Given", store: "SubscriberStore") -> tuple[int, int]:
    """Tell every fault in `file`; gives how many rows there are, and how many have one."""
    from plainstatus.subscribers.csv_file import checked

    rows = faulty = shown = 0
    for person in checked(_people(file, site, given), store, str(file)):
        rows += 1
        faulty += bool(person.faults)
        for fault in person.faults:
            shown += 1
            if shown <= _MOST_FAULTS:
                # Without the line itself: there are addresses in it, and this may go into a log.
                click.echo(fault, err=True)
    if shown > _MOST_FAULTS:
        click.echo(f"There are {shown - _MOST_FAULTS:,} faults more.", err=True)
    return rows, faulty


@click.command(
    "export",
    short_help="Write all of them into a CSV file.",
    epilog="""\b
Examples:
  plainstatus subscribers export ../subscribers.csv
  plainstatus subscribers export - | wc -l
""",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config_option
def export(config_file: Path, file: Path) -> None:
    """Write everybody into a CSV file that `import` can read, with their addresses, and whatever their state.

    Only you can read the file. `-` writes to standard output.
    """
    from plainstatus.subscribers.csv_file import give_out
    from plainstatus.writing.atomic import written_anew

    with register(config_file) as opened:
        if str(file) == "-":
            give_out(opened.store, sys.stdout)
            return
        with written_anew(file, 0o600) as stream:
            number = give_out(opened.store, stream)
    click.echo(f"{number:,} {'subscriber' if number == 1 else 'subscribers'} written into {file}.")
    warn_of_git(file)


@click.command(
    "suppress",
    short_help="Tell those no more who cannot or will not hear.",
    epilog="""\b
Examples:
  plainstatus subscribers suppress bounces.json
  aws sqs receive-message --queue-url … | plainstatus subscribers suppress -
  plainstatus subscribers suppress --left anna@example.com
""",
)
@click.argument("files", nargs=-1, type=click.File("rb"), metavar="[FILE]...")
@click.option("--left", multiple=True, metavar="ADDRESS", help="Somebody who asked you to stop; may come again.")
@config_option
def suppress(config_file: Path, files: tuple[IO[bytes], ...], left: tuple[str, ...]) -> None:
    """Take in what came back: notifications of Amazon SES (JSON, also as SNS and SQS wrap them), mails of servers that
    a delivery failed (RFC 3464), and complaints (RFC 5965). `-` reads standard input.

    Hard bounces and complaints count. A mailbox that is full or a server that is away does not. Where one reader of
    a list complains, the list stays, and you are told.
    """
    from plainstatus.commands.suppressing import leave, take_in

    if not files and not left:
        raise click.UsageError("Name a file, `-` for standard input, or an address with --left.")
    kinds = [(kind_of(address), address) for address in left]
    with register(config_file) as opened:
        failed = take_in(files, opened.store)
        leave(kinds, opened.store)
    if failed:
        raise SystemExit(1)
