"""`plainstatus subscribers`: the list of those who are told, one by one. Whole files are in `subscribers_files`."""

import json
from pathlib import Path

import click

from plainstatus.commands.options import config_option, format_option, now_option
from plainstatus.commands.subscribers_files import export, import_people, suppress
from plainstatus.commands.subscribing import kind_of, register, register_with_wishes

_STATES = ("active", "left", "bounced", "complained")


@click.group(
    "subscribers",
    short_help="Look after the list of those who are told.",
    epilog="""\b
Examples:
  plainstatus subscribers count
  plainstatus subscribers import people.csv --consent "Asked for it at the fair, 2026-11-20" --plan
  plainstatus subscribers show anna@example.com
  plainstatus subscribers erase anna@example.com
""",
)
def command() -> None:
    """Look after the list of those who asked to be told.

    It is where `subscribers` in mkdocs.yml says, or in .plainstatus/subscribers.db; never in git. Addresses are
    shown only where you ask for them.
    """


@command.command("count", short_help="How many there are.")
@format_option("text", "json")
@config_option
def count(config_file: Path, output: str) -> None:
    """Show how many are told, by audience, and how many are told no more."""
    from plainstatus.commands.subscribers_told import counted

    with register(config_file) as opened:
        tally = opened.store.tally()
    if output == "json":
        rows = [{**standing._asdict(), "subscribers": number} for standing, number in sorted(tally.items())]
        click.echo(json.dumps(rows, indent=2))
    else:
        click.echo(counted(tally))


@command.command("list", short_help="Each of them, and their wishes.")
@click.option("--addresses", is_flag=True, help="Show addresses instead of ids.")
@click.option("--state", type=click.Choice(_STATES), help="Only those in this state.")
@click.option("--audience", metavar="NAME", help="Only those of this audience.")
@format_option("text", "json")
@config_option
def list_them(config_file: Path, addresses: bool, state: str | None, audience: str | None, output: str) -> None:
    """Show each subscriber on a line: id, kind of address, state and wishes. As JSON, one object on each line."""
    from plainstatus.commands.subscribers_told import as_data, as_line

    with register(config_file) as opened:
        for each in opened.store.every():
            if state in (None, each.state) and audience in (None, each.audience):
                if output == "json":
                    click.echo(json.dumps(as_data(each, addresses=addresses), ensure_ascii=False))
                else:
                    click.echo(as_line(each, addresses=addresses))


@command.command("show", short_help="All that is held of one address.")
@click.argument("address")
@format_option("text", "json")
@config_option
def show(config_file: Path, address: str, output: str) -> None:
    """Show all that is held of an address, for somebody who asks what you know of them."""
    from plainstatus.commands.subscribers_told import as_data, in_full

    kind = kind_of(address)
    with register(config_file) as opened:
        subscriber = opened.store.find(kind, address)
    if subscriber is None:
        raise click.ClickException("That address is not here: nothing is held of it.")
    if output == "json":
        click.echo(json.dumps(as_data(subscriber, addresses=True), indent=2, ensure_ascii=False))
    else:
        click.echo(in_full(subscriber))


@command.command(
    "add",
    short_help="Add one, who agreed to it.",
    epilog="""\b
Examples:
  plainstatus subscribers add anna@example.com --component shop --consent "By telephone, 2026-11-24"
  plainstatus subscribers add crew@lists.example.com --list --audience internal --consent "Our own list"
""",
)
@click.argument("address")
@click.option("--consent", required=True, metavar="WORDS", help="What they agreed to, how and when.")
@click.option("--component", "components", multiple=True, metavar="ID", help="A component or group; may come again.")
@click.option("--only", type=click.Choice(["incident", "maintenance"]), help="Only incidents, or only maintenance.")
@click.option("--incident", metavar="ID", help="Only this incident.")
@click.option("--audience", default="public", show_default=True, metavar="NAME", help="Whose words they may read.")
@click.option("--language", metavar="TAG", help="The language of the messages; else the first of the site.")
@click.option("--zone", metavar="ZONE", help="The zone of the times in them; else that of the site.")
@click.option("--list", "is_list", is_flag=True, help="Many read there: no single one of them can leave for all.")
@click.option("--source", default="added by hand", show_default=True, metavar="WORDS", help="Where it came from.")
@now_option
@config_option
def add(
    config_file: Path,
    now: str | None,
    address: str,
    consent: str,
    components: tuple[str, ...],
    only: str | None,
    incident: str | None,
    audience: str,
    language: str | None,
    zone: str | None,
    is_list: bool,
    source: str,
) -> None:
    """Add somebody who agreed to it, without a mail that asks them.

    Nobody who is there is overwritten, but for a list, and nobody who left is brought back.
    """
    from plainstatus.commands.clock import now_from
    from plainstatus.commands.subscribers_told import in_words
    from plainstatus.model.subscriber import WISHED, Subscriber, Wished, Wishes
    from plainstatus.subscribers.csv_file import bring_in
    from plainstatus.subscribers.csv_people import Person
    from plainstatus.subscribers.offer import unfit
    from plainstatus.subscribers.store import new_id

    kinds: tuple[Wished, ...] = tuple(kind for kind in WISHED if only in (None, kind))
    kind = kind_of(address)
    with register_with_wishes(config_file) as (opened, site):
        wishes = Wishes(tuple(dict.fromkeys(components)), kinds, incident)
        since = now_from(now, opened.settings.timezone)
        subscriber = Subscriber(
            new_id(), kind, address.strip(), wishes, audience, language, zone, is_list, "active", since, source, consent
        )
        for wrong in unfit(subscriber, site):
            raise click.UsageError(f"--{_OPTIONS.get(wrong.field, wrong.field)}: {wrong.message}. {wrong.hint}")
        (fate,) = bring_in([Person(0, subscriber)], opened.store)
    if fate not in ("new", "changed"):
        raise click.ClickException(_NOT_ADDED.get(fate, _GONE.format(state=fate)))
    click.echo(f"{'Added' if fate == 'new' else 'Changed'}: {in_words(wishes)}, as {audience} readers may know it.")


_OPTIONS = {"components": "component"}
_NOT_ADDED = {"there": "This address is here already. What it hears is for its reader to choose."}
_GONE = (
    "This address is here as {state}, and nobody but its reader brings it back. Where you know better, erase it first."
)


@command.command("erase", short_help="Forget an address.")
@click.argument("address")
@config_option
def erase(config_file: Path, address: str) -> None:
    """Forget all of an address, for somebody who asks for it.

    Nothing here tells afterwards that it was there; the ledger has but a hash of it. So a later import can bring it
    in again: where that is not meant, let it leave with `suppress --left`.
    """
    kind = kind_of(address)
    with register(config_file) as opened:
        gone = opened.store.erase(kind, address)
    click.echo("Erased." if gone else "That address is not here: there was nothing to erase.")


for each in (import_people, export, suppress):
    command.add_command(each)
