"""Where subscribers are kept, as `subscribers` in `mkdocs.yml` says."""

from plainstatus.model.subscriber_place import SesListPlace, SqlitePlace, SubscribersPlace
from plainstatus.reading.buckets import REGION
from plainstatus.reading.fields import Entries, Field, Record, RecordValue
from plainstatus.reading.scope import Scope
from plainstatus.reading.values import Pattern, Text

#: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateContactList.html
_LIST = Pattern(r"[A-Za-z0-9_-]{1,64}", "the name of a contact list", "example-status", "contact-list")
_TOPICS = Pattern(r"[A-Za-z0-9_-]{1,32}", "the beginning of names of topics", "status-", "topics")


def _place(entries: Entries, scope: Scope) -> SubscribersPlace | None:
    values = entries.values
    if "sqlite" in values and len(values) == 1:
        return SqlitePlace(**values)
    if "ses_list" in values and "sqlite" not in values:
        return SesListPlace(**values)
    place = next(iter(entries.keys.values()), None)
    if place is not None:
        message = "subscribers are kept in one place"
        hint = "Write either `sqlite`, or `ses_list` with its `region` and `topics`."
        scope.fault(place, "subscribers-place", message, hint)
    return None


#: What `subscribers` may say.
SUBSCRIBERS = RecordValue(
    Record(
        Field("sqlite", Text(longest=4096), "A file of SQLite, relative to `mkdocs.yml`."),
        Field("ses_list", _LIST, "The contact list of Amazon SES."),
        Field("region", REGION, "The region of the contact list; else the one of the environment."),
        Field("topics", _TOPICS, "What the names of its topics begin with; `status-` where it is not said."),
        what="`subscribers`",
    ),
    _place,
)
