from dataclasses import replace
from pathlib import Path

from plainstatus.doctor.checkup import Circumstances, examinations
from plainstatus.doctor.diagnosis import examine
from plainstatus.model.channel import SmtpChannel
from plainstatus.model.finding import Finding
from plainstatus.model.settings import Settings
from plainstatus.model.target import DirectoryTarget
from plainstatus.model.web_channel import FolderChannel, WebChannel

from ..notify.mail_server import mail_server
from .names_known import Known
from .test_published import publish
from .test_website import NOW, published, site


def test_everything_that_a_site_names_is_looked_at(tmp_path: Path) -> None:
    with site() as web, mail_server() as post:
        front = replace(published(), url=web.url, built_at=NOW)
        publish(tmp_path / "public", front)
        settings = Settings(
            site_url=web.url,
            targets=(DirectoryTarget("disk", "public"),),
            channels=(SmtpChannel("mail", "localhost", "status@example.com", ("a@example.com",), post.port, "none"),),
        )
        reports = examine(examinations(settings, [], _here(tmp_path)), offline=False)

    assert [report.subject for report in reports] == [
        "this machine",
        "settings",
        "target disk (public)",
        "the site",
        "its name",
        f"channel mail (localhost:{post.port})",
        "the ledger (.plainstatus/ledger)",
    ]
    words = [each.words for report in reports for each in report.diagnoses]
    assert "its front page is the one that was published at disk" in words
    assert "the mail server answers" in words
    assert not [each for report in reports for each in report.diagnoses if each.level == "fault"]


def test_faults_of_the_settings_are_told_among_the_rest(tmp_path: Path) -> None:
    finding = Finding("mkdocs.yml", 8, 7, "“timezome” is no setting", "Did you mean “timezone”?")
    settings = Settings(audience="internal")

    report = examine(examinations(settings, [finding], _here(tmp_path)), offline=True)[1]

    fault, unset, lacking = report.diagnoses
    assert fault == ("fault", "mkdocs.yml:8:7: “timezome” is no setting", "Did you mean “timezone”?")
    assert unset[:2] == ("unknown", "what is faulty counts as not set in what follows")
    assert lacking[:2] == ("warning", "no target is for the audience of this site, “internal”")


def test_offline_no_channel_is_asked_for_beyond_this_machine(tmp_path: Path) -> None:
    chat, folder = WebChannel("chat", "slack", "SLACK_URL"), FolderChannel("letters", "letters", "slack")

    reports = examine(examinations(Settings(channels=(chat, folder)), [], _here(tmp_path)), offline=True)

    found = {report.subject: report.diagnoses[0].words for report in reports}
    assert found["channel chat (Slack)"] == "not looked at, since the network is left out"
    assert found["channel letters (letters/)"] == "the folder can be made"


def _here(root: Path) -> Circumstances:
    return Circumstances(root, NOW, NOW.timestamp, {}, Known())
