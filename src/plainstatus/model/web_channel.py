"""Channels of webhooks and chats. The addresses of receivers are secrets, and no part of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from plainstatus.model.reach import Reach

#: Who is at the other end, and so which form a message has.
WebKind = Literal["webhook", "slack", "teams", "discord"]

WEB_NAMES: Mapping[WebKind, str] = {
    "webhook": "a webhook",
    "slack": "Slack",
    "teams": "Microsoft Teams",
    "discord": "Discord",
}


@dataclass(frozen=True, slots=True)
class WebChannel(Reach):
    """One receiver. `url_env` names the variable that has its address, `secrets_env` those of secrets that sign.

    `allow_private` lets the address lead to this machine or its own network. `is_forum`: each incident has a post.
    """

    name: str
    kind: WebKind
    url_env: str
    secrets_env: tuple[str, ...] = ()
    allow_private: bool = False
    is_forum: bool = False

    #: Nobody by name: whoever reads at the other end.
    to: ClassVar[tuple[str, ...]] = ()

    @property
    def place(self) -> str:
        return WEB_NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class FolderChannel(Reach):
    """A folder of messages as a receiver of the kind `form` takes them, relative to `mkdocs.yml` or absolute."""

    name: str
    folder: str
    form: WebKind

    #: Nobody by name: whoever takes the files.
    to: ClassVar[tuple[str, ...]] = ()

    @property
    def place(self) -> str:
        return f"{self.folder.rstrip('/')}/"
