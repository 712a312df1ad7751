"""The made parts: each stands in a page between `<!-- name -->` and `<!-- /name -->`."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.benchmark.report import BEGIN, with_tables
from scripts.documentation.commands import list_of_commands, manual
from scripts.documentation.fields import table_of_fields, table_of_settings

from plainstatus.check.rules import RULES
from plainstatus.exporters.table import COLUMNS
from plainstatus.model.settings import Settings
from plainstatus.model.status import COMPONENT_STATUSES, UPDATE_STATUSES
from plainstatus.reading.channels import KINDS
from plainstatus.reading.components import CATALOG, COMPONENT, GROUP
from plainstatus.reading.definitions import FRONT_MATTER, SCHEDULED, UPDATE_FIELDS
from plainstatus.site.page import policy_of
from plainstatus.subscribers.csv_people import COLUMNS as PEOPLE

RESULTS = Path(__file__).resolve().parents[1] / "benchmark" / "results.json"

#: The pages that have made parts, or may have.
PAGES = (
    "README.md",
    "docs/channels-aws.md",
    "docs/channels.md",
    "docs/check.md",
    "docs/commands.md",
    "docs/components.md",
    "docs/export.md",
    "docs/incidents.md",
    "docs/notify.md",
    "docs/settings.md",
    "docs/site.md",
    "docs/subscribers.md",
)

_PART = re.compile(r"<!-- (?P<name>[a-z-]+) -->\n.*?<!-- /(?P=name) -->", re.DOTALL)


def refreshed(page: str) -> str:
    """The text of a page with all of its made parts as they are now; of the performance, as it was measured last."""
    if BEGIN in page and RESULTS.is_file():
        page = with_tables(page, json.loads(RESULTS.read_text(encoding="utf-8")))
    return _PART.sub(_as_it_is_now, page)


def names_of_parts(page: str) -> list[str]:
    """The names of the made parts of a page, in the order in which they stand there."""
    return [found["name"] for found in _PART.finditer(page)]


def _as_it_is_now(found: re.Match[str]) -> str:
    name = found["name"]
    return f"<!-- {name} -->\n{PARTS[name]()}\n<!-- /{name} -->"


def component_statuses() -> str:
    """The statuses of a component, from the lightest to the heaviest."""
    return ", ".join(f"`{status}`" for status in COMPONENT_STATUSES)


def update_statuses() -> str:
    """The words that may head an update, by kind of file, as people write them."""
    rows = (
        f"| `{kind}` | {', '.join(status.replace('_', ' ').capitalize() for status in statuses)} |"
        for kind, statuses in UPDATE_STATUSES.items()
    )
    return "\n".join(("| kind | words |", "|---|---|", *rows))


def export_columns() -> str:
    """The columns of the export for spreadsheets, each with what it holds."""
    return "\n".join(("| column | holds |", "|---|---|", *(f"| `{name}` | {text} |" for name, text in COLUMNS.items())))


def subscriber_columns() -> str:
    """The columns of a file of subscribers, each with what it holds."""
    rows = (f"| `{column.name}` | {column.help} |" for column in PEOPLE)
    return "\n".join(("| column | holds |", "|---|---|", *rows))


def rules_of_check() -> str:
    """The rules of `plainstatus check`, each with its page, its usual weight and what it finds."""
    rows = (f"| [`{rule.code}`](rules/{rule.code}.md) | {rule.severity} | {rule.summary} |" for rule in RULES)
    return "\n".join(("| rule | weighs | finds |", "|---|---|---|", *rows))


def policy() -> str:
    """The content security policy of every page, one directive a line."""
    return "```text\n" + ";\n".join(policy_of(Settings()).split("; ")) + "\n```"


PARTS: Mapping[str, Callable[[], str]] = {
    "subscriber-columns": subscriber_columns,
    "settings": table_of_settings,
    "front-matter": lambda: table_of_fields(FRONT_MATTER),
    "scheduled": lambda: table_of_fields(SCHEDULED.record),
    "update-fields": lambda: table_of_fields(UPDATE_FIELDS),
    "channel-with-a-mail-server": lambda: table_of_fields(KINDS["smtp"]),
    "channel-with-an-outbox": lambda: table_of_fields(KINDS["outbox"]),
    "channel-with-ses": lambda: table_of_fields(KINDS["ses"]),
    "channel-with-topics": lambda: table_of_fields(KINDS["sns"]),
    "channel-with-text-messages": lambda: table_of_fields(KINDS["sms"]),
    "channel-with-a-webhook": lambda: table_of_fields(KINDS["webhook_url_env"]),
    "channel-with-slack": lambda: table_of_fields(KINDS["slack_url_env"]),
    "channel-with-teams": lambda: table_of_fields(KINDS["teams_url_env"]),
    "channel-with-discord": lambda: table_of_fields(KINDS["discord_url_env"]),
    "channel-with-a-folder": lambda: table_of_fields(KINDS["folder"]),
    "catalog-fields": lambda: table_of_fields(CATALOG),
    "group-fields": lambda: table_of_fields(GROUP),
    "component-fields": lambda: table_of_fields(COMPONENT),
    "component-statuses": component_statuses,
    "update-statuses": update_statuses,
    "commands": list_of_commands,
    "manual": manual,
    "rules": rules_of_check,
    "policy": policy,
    "export-columns": export_columns,
}
