"""What the doctor says of the sign-up: `plainstatus.doctor.signup`."""

from pathlib import Path

from plainstatus.doctor.checkup import Circumstances, examinations
from plainstatus.doctor.diagnosis import Diagnosis, examine
from plainstatus.model.channel import OutboxChannel
from plainstatus.model.settings import Settings

from .names_known import Known
from .test_website import NOW

KEY = {"PLAINSTATUS_SIGNUP_KEY": "k" * 32}
TELLING = OutboxChannel("mail", "outbox", subscribers=True)


def seen(root: Path, environment: dict[str, str], *channels: OutboxChannel) -> list[Diagnosis]:
    settings = Settings(signup="https://signup.otter.example/", channels=channels)
    here = Circumstances(root, NOW, NOW.timestamp, environment, Known())
    reports = examine(examinations(settings, [], here), offline=True)
    return [each for report in reports for each in report.diagnoses if report.subject.startswith("sign-up (")]


def test_a_sign_up_needs_a_channel_that_tells_subscribers(tmp_path: Path) -> None:
    assert seen(tmp_path, KEY, OutboxChannel("mail", "outbox"))[0] == (
        "fault",
        "no channel tells subscribers, so the form of the site leads nowhere",
        "Write `to: [subscribers]` in one that sends mail, or take `signup` away.",
    )


def test_a_key_that_is_missing_here_is_a_warning(tmp_path: Path) -> None:
    channel, key = seen(tmp_path, {}, TELLING)

    assert channel == ("ok", "subscribers are told by mail", "")
    assert (key.level, key.remedy) == ("warning", "Where `notify` runs without it, no subscriber is told.")


def test_with_both_the_sign_up_is_in_order(tmp_path: Path) -> None:
    assert [each.level for each in seen(tmp_path, KEY, TELLING)] == ["ok", "ok"]
