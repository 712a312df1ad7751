"""Who plays which channel."""

from pathlib import Path

import pytest

from plainstatus.drill.cast import Role, Stage, cast_of
from plainstatus.drill.mail_sink import MailSink
from plainstatus.drill.stand_ins import StandIns
from plainstatus.model.aws_channel import SesChannel, SmsChannel, TopicChannel
from plainstatus.model.channel import Channel, OutboxChannel, SmtpChannel
from plainstatus.model.rehearsal import Rehearsal
from plainstatus.model.settings import Settings
from plainstatus.model.web_channel import FolderChannel, WebChannel

REAL: tuple[Channel, ...] = (
    SmtpChannel("mail", "mail.otter.example", "a@otter.example", ("list@otter.example",), audience="internal"),
    WebChannel("forum", "discord", "DISCORD_URL", is_forum=True, language="it"),
    FolderChannel("files", "/srv/real", "teams"),
    SesChannel("ses", ("eu-north-1", "eu-west-3"), "a@otter.example", ("list@otter.example",), contact_list="all"),
    TopicChannel("topic", ("arn:aws:sns:eu-west-3:111122223333:status.fifo",)),
    SmsChannel("sms", ("eu-north-1",), ("+39051123456",), origin="OTTER", max_price="0.10"),
)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, MailSink(2525), StandIns(), "http://127.0.0.1:1")


def cast(stage: Stage, rehearsal: Rehearsal, **written: object) -> dict[str, Role]:
    settings = Settings(channels=REAL, languages=("en", "it", "de"))
    return {role.name: role for role in cast_of(settings, rehearsal, written, stage)}


def test_each_real_channel_has_a_stand_in_of_its_own_kind_and_reach(stage: Stage) -> None:
    roles = cast(stage, Rehearsal())

    assert roles["mail"].written == {
        "smtp": "127.0.0.1:2525",
        "tls": "none",
        "from": "DRILL <drill@drill.invalid>",
        "to": ["mail@drill.invalid"],
        "audience": "internal",
    }
    assert roles["forum"].written == {
        "discord_url_env": "DRILL_FORUM_URL",
        "allow_private": True,
        "audience": "public",
        "language": "it",
        "forum": True,
    }
    topics = ["arn:aws:sns:eu-west-3:000000000000:drill-topic.fifo"]
    assert roles["topic"].written == {"sns": topics, "audience": "public"}
    assert roles["ses"].regions == ("eu-north-1", "eu-west-3")


def test_nothing_of_a_real_channel_is_among_them(stage: Stage) -> None:
    told = f"{[role.written for role in cast(stage, Rehearsal()).values()]} {stage.environment}"

    for real in ("otter.example", "/srv/real", "111122223333", "39051", "OTTER", "DISCORD_URL'", "contact_list"):
        assert real not in told


def test_without_channels_of_a_rehearsal_each_kind_and_each_language_is_tried(stage: Stage) -> None:
    roles = cast(stage, Rehearsal())

    assert set(roles) == {*(channel.name for channel in REAL), "outbox", "mail-de", "webhook", "slack", "teams"}
    assert stage.environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert stage.environment["AWS_ACCESS_KEY_ID"] == "drill"


def test_the_channel_of_a_rehearsal_plays_the_real_one_of_its_name(stage: Stage, tmp_path: Path) -> None:
    own = OutboxChannel("mail", "drill")
    roles = cast(stage, Rehearsal(channels=(own,)), mail={"outbox": str(tmp_path), "hears": ["promises"]})

    assert roles["mail"].written == {"outbox": str(tmp_path)}
    assert set(roles) == {channel.name for channel in REAL}


def test_beside_a_real_service_of_aws_nobody_can_stand_in(stage: Stage) -> None:
    """The commands know one endpoint for each service."""
    own = SesChannel("drill", ("eu-west-3",), "d@otter.example", ("d@otter.example",))
    roles = cast(stage, Rehearsal(channels=(own,), variables=("AWS_PROFILE",)), drill={"ses": ["eu-west-3"]})

    assert roles["ses"].written is None
    assert roles["topic"].written is not None
    assert "AWS_ENDPOINT_URL_SESV2" not in stage.environment
    assert stage.environment["AWS_ENDPOINT_URL_SNS"] == "http://127.0.0.1:1"
    assert "AWS_ACCESS_KEY_ID" not in stage.environment
