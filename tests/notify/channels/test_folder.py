"""Messages for webhooks and chats in a folder: `plainstatus.notify.channels.folder`."""

import json
from pathlib import Path

import pytest

from plainstatus.model.web_channel import FolderChannel
from plainstatus.notify.channels.channel import NotDeliveredError
from plainstatus.notify.channels.folder import Folder
from plainstatus.notify.recipients import Recipient

from ...timeline.building import at, incident, said
from ..desk import SETTINGS, messages_of, news_of, voice_of

ONE = incident(said("2026-11-24 14:05", "investigating"))
NOBODY = Recipient("", "0" * 32)


def put(folder: Path) -> str:
    channel = Folder(FolderChannel("chat", "letters", "discord"), folder)
    (message,) = messages_of(ONE)
    letter = channel.letter(message, voice_of(SETTINGS, news_of(ONE)), NOBODY, at("2026-11-24 14:30"))
    answer = channel.send(letter, NOBODY, message.update)
    channel.close()
    return answer


def test_a_message_is_one_file_in_the_form_that_was_wished_for(tmp_path: Path) -> None:
    name = put(tmp_path / "letters")

    assert name == "outage%2F2026-11-24T14%3A05%3A00Z.chat.json"
    assert json.loads((tmp_path / "letters" / name).read_text())["allowed_mentions"] == {"parse": []}


def test_a_message_that_is_written_twice_is_one_file(tmp_path: Path) -> None:
    assert put(tmp_path) == put(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file")

    with pytest.raises(NotDeliveredError, match=f"^{tmp_path}/letters: File exists$"):
        put(tmp_path / "letters")
