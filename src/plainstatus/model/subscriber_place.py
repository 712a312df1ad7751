"""Where subscribers are kept: `subscribers` in `mkdocs.yml`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SqlitePlace:
    """A file of SQLite, relative to `mkdocs.yml` where it is not absolute."""

    sqlite: str

    @property
    def place(self) -> str:
        return self.sqlite


@dataclass(frozen=True, slots=True)
class SesListPlace:
    """A contact list of Amazon SES.

    The topic of a component is named as its id with `topics` before it. An account has one list, so that
    other programs may have topics there too.
    """

    ses_list: str
    region: str | None = None
    topics: str = "status-"

    @property
    def place(self) -> str:
        return f"ses:{self.ses_list}"


SubscribersPlace = SqlitePlace | SesListPlace

#: Where a site keeps its subscribers that names no place for them.
DEFAULT_SUBSCRIBERS = SqlitePlace(".plainstatus/subscribers.db")
