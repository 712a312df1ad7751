"""From a merge to the page and the mail, and what the clock does later, against stand-ins for AWS and a mail server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..aws.server import Aws, environment
from ..notify.mail_server import PASSWORD, USERNAME, Post, mail_server, make_certificate
from .conftest import NOW, Desk
from .steps import GitHub

ROLE = "arn:aws:iam::123456789012:role/publish"
PAGE = "incidents/2026-11-25-parcels-stand/index.html"
INCIDENT = """\
---
title: Parcels stand still
components: {tracking: partial_outage}
---

## Investigating — 2026-11-25 11:58 UTC

Parcels stand still since noon.
"""
MAINTENANCE = """\
---
title: Disks move
kind: maintenance
components: [tracking]
scheduled: {start: 2026-11-25 12:05 UTC, end: 1h}
---

## Scheduled — 2026-11-20 10:00 UTC

We move disks.
"""

pytestmark = pytest.mark.proves("moto")


@pytest.fixture
def mail(github: GitHub, tmp_path: Path) -> Iterator[Post]:
    """A mail server with TLS that the jobs trust, and a password that is a secret of the repository."""
    certificate = make_certificate(tmp_path)
    github.environment["SSL_CERT_FILE"] = str(certificate)
    github.secrets["SMTP_PASSWORD"] = PASSWORD
    with mail_server(tls="starttls", certificate=certificate, sign_in=True) as post:
        yield post


@pytest.fixture
def published(github: GitHub, desk: Desk, mail: Post, aws: Aws) -> Desk:
    """A site at two buckets, with a ledger in a third and a list of mail, that was published once before."""
    for name in ("milan", "dublin", "ledger"):
        aws.bucket(name)
    account = '{bucket: %s, region: eu-south-1, account: "123456789012"}'
    desk.set_up(
        f"targets: {{milan: {account % 'milan'}, dublin: {account % 'dublin'}}}",
        "ledger: {bucket: ledger, region: eu-south-1}",
        f"channels: {{mail: {{smtp: 'localhost:{mail.port}', tls: starttls, from: status@brightwater.example, "
        f"to: [list@brightwater.example], username: {USERNAME}, password_env: SMTP_PASSWORD}}}}",
    )
    github.variables["AWS_ROLE_ARN"] = ROLE
    github.environment.update(
        (name, value) for name, value in environment(aws.url).items() if "KEY" not in name and "REGION" not in name
    )
    assert results(github, "publish.yml", "push") == {"publish": "success", "notify": "success"}
    return desk


def results(github: GitHub, workflow: str, event: str) -> dict[str, str]:
    done = github.run(workflow, event)
    for job in done.values():
        print(job.said)
    return {name: job.result for name, job in done.items()}


def later(github: GitHub, minutes: int) -> None:
    github.environment["SOURCE_DATE_EPOCH"] = str(NOW + 60 * minutes)


def test_a_merge_is_on_every_target_and_in_every_mailbox_and_the_schedule_repeats_nothing(
    github: GitHub, published: Desk, mail: Post, aws: Aws
) -> None:
    assert mail.received == []
    published.write({"incidents/2026/2026-11-25-parcels-stand.md": INCIDENT})

    assert results(github, "publish.yml", "push") == {"publish": "success", "notify": "success"}

    for bucket in ("milan", "dublin"):
        objects = aws.objects(bucket)
        assert b"Parcels stand still since noon." in objects[PAGE]
        assert b"Parcels stand still" in objects["index.html"]
    (message,) = mail.mails()
    assert "Parcels stand still" in message["Subject"]
    assert message["To"] == "list@brightwater.example"

    later(github, 10)
    assert results(github, "schedule.yml", "schedule") == {"tick": "success"}

    assert len(mail.received) == 1
    assert aws.objects("milan").keys() == objects.keys()


def test_what_begins_by_the_clock_is_on_the_page_after_the_next_run_of_the_schedule(
    github: GitHub, published: Desk, aws: Aws
) -> None:
    published.write({"incidents/2026/2026-11-20-disks-move.md": MAINTENANCE})
    results(github, "publish.yml", "push")
    before = aws.objects("milan")["incidents/2026-11-20-disks-move/index.html"]

    later(github, 10)
    results(github, "schedule.yml", "schedule")

    assert aws.objects("milan")["incidents/2026-11-20-disks-move/index.html"] != before


def test_a_run_of_the_schedule_that_finds_nothing_due_uploads_nothing(
    github: GitHub, published: Desk, mail: Post, aws: Aws
) -> None:
    before = aws.objects("milan")

    later(github, 5)
    assert results(github, "schedule.yml", "schedule") == {"tick": "success"}

    assert aws.objects("milan") == before
    assert mail.received == []


def test_what_a_push_could_not_publish_the_schedule_does(github: GitHub, published: Desk, mail: Post, aws: Aws) -> None:
    published.write({"incidents/2026/2026-11-25-parcels-stand.md": INCIDENT})

    assert results(github, "schedule.yml", "schedule") == {"tick": "success"}

    assert b"Parcels stand still since noon." in aws.objects("dublin")[PAGE]
    assert len(mail.received) == 1


def test_words_go_out_where_the_page_cannot(github: GitHub, published: Desk, mail: Post, aws: Aws) -> None:
    text = (published.place / "mkdocs.yml").read_text(encoding="utf-8")
    published.write(
        {
            "incidents/2026/2026-11-25-parcels-stand.md": INCIDENT,
            "mkdocs.yml": text.replace("bucket: milan", "bucket: no-milan").replace(
                "bucket: dublin", "bucket: no-dublin"
            ),
        }
    )

    assert results(github, "publish.yml", "push") == {"publish": "failure", "notify": "success"}

    assert len(mail.received) == 1
    assert PAGE not in aws.objects("milan")


def test_words_that_were_pushed_past_the_check_are_public_all_the_same(github: GitHub, desk: Desk) -> None:
    """At night a page that says too much is better than one that says nothing; the run shows what to mend."""
    words = INCIDENT.replace("Parcels stand", "Behind depot-4.internal, parcels stand")
    desk.write({"incidents/2026/2026-11-25-parcels-stand.md": words})

    done = github.run("publish.yml", "push")["publish"]

    assert done.result == "success"
    assert "title=internal-host::" in done.said
    assert (done.place / "published" / PAGE).is_file()


def test_the_page_goes_out_where_words_cannot(github: GitHub, published: Desk, mail: Post, aws: Aws) -> None:
    github.secrets["SMTP_PASSWORD"] = "wrong"
    published.write({"incidents/2026/2026-11-25-parcels-stand.md": INCIDENT})

    assert results(github, "publish.yml", "push") == {"publish": "success", "notify": "failure"}

    assert mail.received == []
    assert PAGE in aws.objects("dublin")


def test_every_site_of_the_checkout_goes_to_its_own_target(github: GitHub, desk: Desk) -> None:
    """The checkout has further sites of its own."""
    note = INCIDENT + "\n## Update — 2026-11-25 11:59 UTC\naudience: internal\n\nThe sorter waits for a reset.\n"
    desk.write({"incidents/2026/2026-11-25-parcels-stand.md": note})

    done = github.run("publish.yml", "push")

    assert [job.result for job in done.values()] == ["success", "success"], [job.said for job in done.values()]
    place = done["publish"].place
    has_note = {
        name: "waits for a reset" in (place / name / PAGE).read_text(encoding="utf-8")
        for name in ("published", "published-partners", "published-internal")
    }
    assert has_note == {"published": False, "published-partners": False, "published-internal": True}


def test_a_fault_in_a_further_site_keeps_the_public_one_not_back(github: GitHub, desk: Desk) -> None:
    text = (desk.place / "mkdocs.partners.yml").read_text(encoding="utf-8")
    desk.write({"mkdocs.partners.yml": text.replace("audience: partners", "audience: partner")})

    done = github.run("publish.yml", "push")

    assert done["publish"].result == "failure"
    assert "Did you mean `partners`?" in done["publish"].said
    assert (done["publish"].place / "published/index.html").is_file()
    assert (done["publish"].place / "published-internal/index.html").is_file()
    assert not (done["publish"].place / "published-partners").exists()


def test_without_a_role_no_credentials_are_asked_for(github: GitHub, desk: Desk) -> None:
    done = github.run("publish.yml", "push")

    assert [job.result for job in done.values()] == ["success", "success"], [job.said for job in done.values()]
    assert (done["publish"].place / "published" / "index.html").is_file()
    assert {step.outcome for job in done.values() for step in job.steps if "aws-credentials" in step.name} == {
        "skipped"
    }


def test_a_store_that_knows_no_roles_takes_the_keys_that_are_secrets(github: GitHub, desk: Desk, aws: Aws) -> None:
    aws.bucket("other-store")
    desk.set_up(f"targets: {{r2: {{bucket: other-store, endpoint_url: '{aws.url}', region: auto}}}}")
    github.secrets.update(AWS_ACCESS_KEY_ID="of-the-store", AWS_SECRET_ACCESS_KEY="secret")

    assert results(github, "schedule.yml", "schedule") == {"tick": "success"}

    assert "index.html" in aws.objects("other-store")


def test_github_pages_get_the_packed_site_even_where_another_target_fails(github: GitHub, desk: Desk, aws: Aws) -> None:
    desk.set_up("targets: {pages: {artifact: pages.tar.gz}, nowhere: {bucket: nowhere, region: eu-south-1}}")
    github.environment.update(environment(aws.url))
    github.variables["PAGES"] = "true"

    assert results(github, "publish.yml", "push") == {"publish": "failure", "pages": "success", "notify": "success"}

    assert (github.artifacts["github-pages"] / "index.html").is_file()


def test_a_run_that_had_to_wait_takes_the_newest_words(github: GitHub, desk: Desk) -> None:
    """It is started for one commit; what it publishes is the branch as it is by then."""
    desk.write({"incidents/2026/2026-11-25-parcels-stand.md": INCIDENT})

    done = github.run("publish.yml", "push", after="an older commit")

    assert (done["publish"].place / "published" / PAGE).is_file()
