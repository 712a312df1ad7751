"""A rehearsal that would meet what is real is refused, whichever way it is written."""

import os
from pathlib import Path

import pytest

from plainstatus.drill.cast import Role
from plainstatus.drill.copy import CONFIG, Copy, NoDrillError, copy_of, original_at
from plainstatus.reading.settings import read_configuration

from .conftest import Site

REAL = """
targets:
  milan: {bucket: real-milan, region: eu-south-1, distribution: E2EXAMPLE7K3QX}
  disk: {directory: ../real}
ledger: {bucket: real-ledger, prefix: ledger/, region: eu-south-1}
subscribers: {sqlite: ../people/subscribers.db}
signup: https://signup.otter.example/
feed_hub: https://hub.otter.example/
channels:
  mail: {smtp: mail.otter.example, from: a@otter.example, to: [List@otter.example, subscribers], username: a, password_env: SMTP_PASSWORD}
  hook: {webhook_url_env: WEBHOOK_URL, secrets_env: [WEBHOOK_SECRET]}
  topic: {sns: ['arn:aws:sns:eu-south-1:111122223333:status']}
  texts: {sms: [eu-south-1], to: ['+39 051 123 4567']}
  staff: {outbox: ../staff, to: [staff@otter.example], audience: internal}
"""  # noqa: E501


def rehearsal(written: str) -> str:
    return f"{REAL}rehearsal:\n  variables: [DRILL_KEY]\n" + "".join(f"  {line}\n" for line in written.splitlines())


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("targets: {a: {bucket: real-milan, region: eu-south-1}}\nurl: https://d.example/", "the bucket real-milan"),
        ("targets: {a: {bucket: real-milan, prefix: drill/}}\nurl: https://d.example/", "the bucket real-milan"),
        (
            "targets: {a: {bucket: real-milan, endpoint_url: 'https://s3.eu-south-1.amazonaws.com'}}\n"
            "url: https://d.example/",
            "the bucket real-milan",
        ),
        ("targets: {a: {bucket: real-ledger}}\nurl: https://d.example/", "the bucket real-ledger"),
        ("targets: {a: {bucket: d-x, distribution: E2EXAMPLE7K3QX}}\nurl: https://d.example/", "the distribution"),
        ("targets: {a: {directory: ../real}}\nurl: https://d.example/", "the folder real"),
        ("targets: {a: {directory: ../real/below}}\nurl: https://d.example/", "the folder below"),
        ("targets: {a: {directory: ..}}\nurl: https://d.example/", "the folder"),
        ("targets: {a: {directory: ../link}}\nurl: https://d.example/", "the folder real"),
        ("targets: {a: {artifact: ../real/pages.tar.gz}}\nurl: https://d.example/", "the folder pages.tar.gz"),
        ("targets: {a: {directory: ../d}}\nurl: https://status.otter.example/drill/", "status.otter.example"),
        ("targets: {a: {directory: ../d}}\nurl: http://STATUS.otter.example:8080/", "status.otter.example"),
        ("ledger: {bucket: real-ledger, prefix: drill/}", "the bucket real-ledger"),
        ("ledger: {directory: ../people}", "the folder people"),
        ("channels: {a: {smtp: m.example, from: a@b.example, to: [subscribers]}}", "would tell subscribers"),
        ("channels: {a: {outbox: ../d, to: [d@b.example, subscribers]}}", "would tell subscribers"),
        ("channels: {a: {smtp: m.example, from: a@b.example, to: [list@otter.example]}}", "a mailbox of a"),
        (
            "channels: {a: {ses: [eu-south-1], from: a@b.example, to: ['X <LIST@OTTER.example>']}}",
            "a mailbox of a real",
        ),
        ("channels: {a: {smtp: m.example, from: a@b.example, to: [staff@otter.example]}}", "a mailbox of a"),
        ("channels: {a: {outbox: ../staff/drill}}", "the folder drill"),
        ("channels: {a: {slack_url_env: WEBHOOK_URL}}", "the variable WEBHOOK_URL"),
        ("channels: {a: {slack_url_env: SAME_ADDRESS}}", "an address of a real channel"),
        ("channels: {a: {slack_url_env: SAME_IN_OTHER_LETTERS}}", "an address of a real channel"),
        ("channels: {a: {sns: ['arn:aws:sns:eu-south-1:111122223333:status']}}", "the topic arn:aws:sns"),
        ("channels: {a: {sms: [eu-west-1], to: ['+39 0511234567']}}", "a number of a real channel"),
        ("channels: {a: {discord_url_env: INHERITED_URL}}", "the variable INHERITED_URL"),
        ("targets: {a: {bucket: internal-site}}\nurl: https://d.example/", "the bucket internal-site"),
        ("targets: {a: {bucket: of-the-environment}}\nurl: https://d.example/", "the bucket of-the-environment"),
        ("targets: {a: {bucket: !ENV [DRILL_BUCKET, real-milan]}}\nurl: https://d.example/", "the bucket real-milan"),
    ],
)
def test_what_is_real_is_no_place_for_a_drill(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, told: str
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setenv("WEBHOOK_URL", "https://hooks.otter.example/one")
    monkeypatch.setenv("SAME_ADDRESS", " https://hooks.otter.example/one\n")
    monkeypatch.setenv("SAME_IN_OTHER_LETTERS", "HTTPS://Hooks.Otter.example:443/one/#a")
    monkeypatch.setenv("OF_PRODUCTION", "of-the-environment")
    site.set_up(rehearsal(written))
    site.write(
        "mkdocs.internal.yml",
        "INHERIT: mkdocs.yml\nsite_url: https://internal.otter.example/\nplugins: {plainstatus: {audience: internal, "
        "targets: {inside: {bucket: internal-site, audience: internal}, "
        "more: {bucket: !ENV OF_PRODUCTION, audience: internal}}, "
        "channels: {chat: {discord_url_env: INHERITED_URL, audience: internal}}}}\n",
    )

    with pytest.raises(NoDrillError) as refused:
        original_at(site.config)

    assert told in str(refused.value)
    assert "hooks.otter.example" not in str(refused.value)


def test_a_variable_of_a_real_channel_is_not_lent(site: Site) -> None:
    site.set_up(f"{REAL}rehearsal: {{variables: [SMTP_PASSWORD]}}")

    with pytest.raises(NoDrillError, match="name SMTP_PASSWORD, which a real channel uses"):
        original_at(site.config)


def test_places_of_its_own_are_allowed(site: Site) -> None:
    site.set_up(rehearsal("targets: {a: {bucket: drill-milan}}\nurl: https://drill.otter.example/"))

    assert original_at(site.config).rehearsal.url == "https://drill.otter.example/"


def test_a_place_at_a_store_needs_credentials_of_its_own(site: Site) -> None:
    site.set_up("rehearsal: {targets: {a: {bucket: drill-milan}}, url: 'https://drill.otter.example/'}")

    with pytest.raises(NoDrillError, match=r"rehearsal\.variables"):
        original_at(site.config)


def test_the_copy_has_no_way_out_that_is_not_given_to_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither those of the settings, nor those that a file beside them inherits, nor a secret, a hook or a plugin."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of production")
    monkeypatch.setenv("SMTP_PASSWORD", "of production")
    monkeypatch.setenv("GH_TOKEN", "of production")
    monkeypatch.setenv("DRILL_KEY", "of the drill")
    site.set_up(rehearsal("every: 10d"))
    with site.config.open("a", encoding="utf-8") as file:
        file.write(
            "  search: {}\nhooks: [hook.py]\nmarkdown_extensions: [hooked]\nextra: {token: !ENV [GH_TOKEN, none]}\n"
        )
    site.write("base.yml", "plugins: {plainstatus: {targets: {x: {bucket: real-milan}}}}\n")

    copy = copied(site, tmp_path / "place")

    text = (copy.root / CONFIG).read_text(encoding="utf-8")
    for real in ("real-", "otter.example", "hook", "search", "WEBHOOK", "SMTP", "arn:", "production", "+39"):
        assert real not in text
    assert "site_name: 'DRILL: Otter Mail status'" in text
    assert sorted(path.name for path in copy.root.glob("*.yml")) == ["components.yml", "mkdocs.yml"]
    assert "of production" not in copy.environment.values()
    assert copy.environment["DRILL_KEY"] == "of the drill"
    assert "token: none" in text
    assert os.environ["GH_TOKEN"] == "of production"
    assert (copy.settings.signup, copy.settings.feed_hub) == (None, None)


def test_a_site_with_faults_is_not_rehearsed(site: Site) -> None:
    site.set_up("langages: [en]")

    with pytest.raises(NoDrillError, match=r"mkdocs\.yml:10:5: error: “langages” is not a field"):
        original_at(site.config)


def copied(site: Site, place: Path, **environment: str) -> Copy:
    """A copy with one target and one channel, both of them folders."""
    return copy_of(
        original_at(site.config),
        place,
        url="http://127.0.0.1:1/",
        targets={"one": {"directory": str(place / "published")}},
        ledger={"directory": str(place / "ledger")},
        cast=[Role("mail", {"outbox": str(place / "outbox")})],
        environment=environment,
    )


def test_no_variable_that_is_lent_leads_past_a_stand_in(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SNS", "https://sns.eu-south-1.amazonaws.com")
    site.set_up("rehearsal: {variables: [AWS_ENDPOINT_URL_SNS]}")

    copy = copied(site, tmp_path / "place", AWS_ENDPOINT_URL_SNS="http://127.0.0.1:2")

    assert copy.environment["AWS_ENDPOINT_URL_SNS"] == "http://127.0.0.1:2"


def test_a_copy_is_not_made_within_the_site_itself(site: Site) -> None:
    with pytest.raises(NoDrillError, match="TMPDIR"):
        copied(site, site.root / "tmp")


@pytest.mark.parametrize("written", ["{site}/incidents", "../site/incidents"])
def test_words_of_a_drill_go_into_the_copy_wherever_the_site_says_that_its_own_are(
    site: Site, tmp_path: Path, written: str
) -> None:
    text = site.config.read_text(encoding="utf-8")
    site.write("mkdocs.yml", text.replace("docs_dir: incidents", f"docs_dir: {written.format(site=site.root)}"))

    copy = copied(site, tmp_path / "place")

    assert read_configuration(copy.root / CONFIG).files.incidents == copy.root / "incidents"


def test_links_in_a_circle_are_no_part_of_the_copy(site: Site, tmp_path: Path) -> None:
    (site.root / "one").mkdir()
    (site.root / "two").mkdir()
    for name, target in {"one/up": "..", "one/over": "../two", "two/over": "../one", "two/far": "../.."}.items():
        (site.root / name).symlink_to(target)

    copy = copied(site, tmp_path.parent / f"{tmp_path.name}-place")

    assert sorted(str(each.relative_to(copy.root)) for each in (copy.root / "one").rglob("*")) == ["one/over"]


def test_a_tag_that_cannot_be_written_again_is_told(site: Site, tmp_path: Path) -> None:
    with site.config.open("a", encoding="utf-8") as file:
        file.write("extra: {look: !!python/name:os.getcwd }\n")

    with pytest.raises(NoDrillError, match="cannot be written again without its tags"):
        copied(site, tmp_path / "place")
