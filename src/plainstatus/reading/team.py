"""Who does what in an outage, and who may read the runbook: `team` and `runbook` in `mkdocs.yml`."""

from plainstatus.model.contact import Contact
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import ListOf, Text


def _contact(entries: Entries, scope: Scope) -> Contact:
    return Contact(**entries.values)


_CONTACT = Record(
    Field("role", Text(longest=60), "The part that somebody has: `On call`.", required=True),
    Field("name", Text(longest=100), "Who has it: a person, or the name of a rota."),
    Field("reach", Text(longest=200), "How they are reached: a number, an address, a room."),
    Field("does", Text(longest=300), "What they decide or do."),
    what="a part of the team",
)

TEAM = ListOf(RecordValue(_CONTACT, _contact), "- {role: On call, name: 'The rota', reach: '+1 555 0100'}")
