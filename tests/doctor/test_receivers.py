"""What the doctor says of webhooks and chats: `plainstatus.doctor.mail`."""

from pathlib import Path
from typing import Any

from plainstatus.doctor.diagnosis import Diagnosis
from plainstatus.doctor.mail import look_at_channel
from plainstatus.model.web_channel import FolderChannel, WebChannel

from ..notify.web.receiver import receiver
from .names_known import Known

WAITS = "Messages of this channel wait until that is in order."


def seen(url: str, folder: Path = Path(), **fields: Any) -> Diagnosis:
    channel = WebChannel("chat", "slack", "SLACK_URL", **fields)
    (found,) = look_at_channel(channel, folder, {"SLACK_URL": url} if url else {}, Known())
    return found


def test_a_receiver_whose_name_is_known_is_in_order_and_hears_nothing() -> None:
    with receiver() as here:
        found = seen(here.url(), allow_private=True)

    assert found == ("ok", "localhost is known; whether it answers shows once something is sent", "")
    assert here.received == []


def test_what_would_keep_messages_back_is_a_fault() -> None:
    assert seen("") == ("fault", "the variable SLACK_URL is not set: it holds the address", WAITS)
    assert seen("hooks.slack.example/secret") == (
        "fault",
        "the variable SLACK_URL is not right: it is not an address of the web",
        WAITS,
    )
    private = "it leads to a private network: set `allow_private: true` where that is meant"
    assert seen("https://127.0.0.1/secret") == ("fault", f"the receiver 127.0.0.1: {private}", WAITS)


def test_a_folder_of_messages_needs_a_folder(tmp_path: Path) -> None:
    (found,) = look_at_channel(FolderChannel("chat", "letters", "slack"), tmp_path, {}, Known())

    assert found == ("ok", "the folder can be made", "")
