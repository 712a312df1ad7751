"""A second site of one tree takes over the settings of the first, and never its readers."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from plainstatus.model.channel import OutboxChannel
from plainstatus.model.target import DirectoryTarget
from plainstatus.model.web_channel import WebChannel
from plainstatus.reading.settings import read_settings, settings_from_options
from tests.reading.files import write

PUBLIC = """\
site_name: Parcels
site_url: https://status.example.com/
plugins:
  plainstatus:
    targets:
      web: {bucket: acme, region: eu-south-1}
    channels:
      chat: {slack_url_env: SLACK_URL}
      mail: {smtp: mail.example.com, from: status@example.com, to: [list@example.com]}
    feed_hub: https://hub.example.com/
    footer: Ours.
"""
INTERNAL = """\
INHERIT: mkdocs.yml
site_url: https://inside.example.com/
site_dir: site-internal
plugins:
  plainstatus:
    audience: internal
"""


def inside(folder: Path, options: str = "", *, public: str = PUBLIC, internal: str = INTERNAL) -> Path:
    """The file of the internal site; `options` stand from its line 7 on."""
    lines = "".join(f"    {line}\n" for line in options.splitlines())
    write(folder, {"mkdocs.yml": public, "mkdocs.internal.yml": internal + lines})
    return folder / "mkdocs.internal.yml"


def faults(config_file: Path) -> list[str]:
    return [str(finding) for finding in read_settings(config_file)[1]]


def test_channels_of_the_public_site_are_left_to_it(tmp_path: Path) -> None:
    settings, findings = read_settings(inside(tmp_path, "channels: {team: {slack_url_env: TEAM, audience: internal}}"))

    assert findings == []
    assert settings.channels == (WebChannel("team", "slack", "TEAM", audience="internal"),)
    assert [channel.name for channel in settings.channels_elsewhere] == ["chat", "mail"]


def test_a_site_that_has_no_channel_of_its_own_tells_nobody(tmp_path: Path) -> None:
    assert read_settings(inside(tmp_path))[0].channels == ()


def test_a_channel_that_names_no_audience_is_public_in_the_file_of_another_site_too(tmp_path: Path) -> None:
    settings, _ = read_settings(inside(tmp_path, "channels: {team: {slack_url_env: TEAM}}"))

    assert settings.channels == ()
    assert "team" in [channel.name for channel in settings.channels_elsewhere]


def test_where_nothing_is_set_each_site_has_folders_of_its_own(tmp_path: Path) -> None:
    settings, _ = read_settings(inside(tmp_path, public="site_name: Parcels\nplugins: {plainstatus: {}}\n"))

    assert settings.targets == (DirectoryTarget("local", "published-internal", "internal"),)
    assert settings.channels == (OutboxChannel("outbox", "outbox-internal", audience="internal"),)


def test_the_public_site_tells_narrower_channels_of_its_file_as_well(tmp_path: Path) -> None:
    public = PUBLIC.replace("    channels:\n", "    channels:\n      team: {slack_url_env: TEAM, audience: internal}\n")
    write(tmp_path, {"mkdocs.yml": public})

    assert [channel.name for channel in read_settings(tmp_path / "mkdocs.yml")[0].channels] == ["team", "chat", "mail"]


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_nothing_in_the_place_of_a_setting_drops_the_inherited_one(tmp_path: Path, nothing: str) -> None:
    options = f"footer: {nothing}\nfeed_hub: {nothing}\ntargets:\n  web: {nothing}\nchannels:\n  chat: {nothing}"
    settings, findings = read_settings(inside(tmp_path, options))

    assert findings == []
    assert (settings.footer, settings.feed_hub) == ("", None)
    assert settings.targets == (DirectoryTarget("local", "published-internal", "internal"),)
    assert [channel.name for channel in settings.channels_elsewhere] == ["mail"]


def test_what_was_dropped_does_not_come_back_from_a_file_further_up(tmp_path: Path) -> None:
    middle = "INHERIT: base.yml\nplugins: {plainstatus: {footer: null}}\n"
    write(tmp_path, {"base.yml": PUBLIC})

    assert read_settings(inside(tmp_path, public=middle))[0].footer == ""


def test_nothing_is_still_a_fault_where_there_is_nothing_to_drop(tmp_path: Path) -> None:
    assert faults(inside(tmp_path, "description:")) == [
        "mkdocs.internal.yml:7:5: error: `description` has no value\n"
        "    Write a value behind `description:`, in quotes where it begins with `#`; or delete the line."
    ]


def test_mkdocs_hands_over_the_same_settings(tmp_path: Path) -> None:
    """Its own merge keeps each `null`."""
    config_file = inside(tmp_path, "footer: null\ntargets: {web: null}\nchannels: {chat: null, mail: null}")
    merged = {
        **yaml.safe_load(PUBLIC)["plugins"]["plainstatus"],
        **{"audience": "internal", "footer": None, "targets": {"web": None}, "channels": {"chat": None, "mail": None}},
    }

    read, findings = settings_from_options(
        merged, name="Parcels", site_url="https://inside.example.com/", config_file=config_file
    )

    assert (read, findings) == (replace(read_settings(config_file)[0]), [])


@pytest.mark.parametrize(("what", "name"), [("target", "web"), ("channel", "chat"), ("channel", "mail")])
def test_an_inherited_place_cannot_be_given_other_readers(tmp_path: Path, what: str, name: str) -> None:
    """Else words for few would go where many read, by three words in another file."""
    options = f"{what}s:\n  {name}: {{audience: internal}}"

    assert faults(inside(tmp_path, options)) == [
        f"mkdocs.internal.yml:8:{len(name) + 20}: error: the {what} `{name}` is one of mkdocs.yml, and leads where its "
        f"readers are\n    Give the {what} for “internal” a name of its own. `{name}: null` drops this one."
    ]


@pytest.mark.parametrize(
    ("channel", "where"),
    [
        ("{slack_url_env: SLACK_URL, audience: internal}", "SLACK_URL"),
        ("{teams_url_env: SLACK_URL, audience: internal}", "SLACK_URL"),
        ("{outbox: out, to: [Many <LIST@example.com>], audience: internal}", "list@example.com"),
    ],
)
def test_one_place_is_not_told_for_two_audiences(tmp_path: Path, channel: str, where: str) -> None:
    (fault,) = faults(inside(tmp_path, f"channels:\n  team: {channel}"))

    assert fault.startswith("mkdocs.internal.yml:8:7: error: the channels `")
    assert "`team`, for “internal”" in fault
    assert f"both lead to {where}\n" in fault


def test_a_team_hears_of_promises_to_others_where_it_hears_its_own_words(tmp_path: Path) -> None:
    def public(updates_for: str, promises_for: str) -> str:
        team = f"      team: {{slack_url_env: TEAM, audience: {updates_for}}}\n"
        due = f"      due: {{slack_url_env: TEAM, audience: {promises_for}, hears: [promises]}}\n"
        return PUBLIC.replace("    channels:\n", f"    channels:\n{team}{due}")

    assert faults(inside(tmp_path, public=public("internal", "public"))) == []
    (fault,) = faults(inside(tmp_path, public=public("public", "internal")))
    assert "both lead to TEAM" in fault


def test_a_place_that_was_dropped_is_free_again(tmp_path: Path) -> None:
    options = "channels:\n  chat: null\n  team: {slack_url_env: SLACK_URL, audience: internal}"

    assert faults(inside(tmp_path, options)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "site_url: https://inside.example.com/\n",
            "`site_url` is that of the site that this one inherits from; “internal” needs its own\n"
            "    Add a line `site_url: …` to this file, with the address at which it is read.",
        ),
        (
            "site_dir: site-internal\n",
            "the folder of the built pages is that of the site that this one inherits from; “internal” needs its own\n"
            "    Add a line `site_dir: site-internal` to this file.",
        ),
    ],
)
def test_a_site_for_others_does_not_take_the_place_of_its_parent(tmp_path: Path, line: str, message: str) -> None:
    assert faults(inside(tmp_path, internal=INTERNAL.replace(line, ""))) == [
        f"mkdocs.internal.yml:5:15: error: {message}"
    ]


def test_a_channel_that_two_sites_tell_is_kept_in_one_ledger(tmp_path: Path) -> None:
    public = PUBLIC.replace("    channels:\n", "    channels:\n      team: {slack_url_env: TEAM, audience: internal}\n")

    assert faults(inside(tmp_path, public=public)) == []
    assert faults(inside(tmp_path, "ledger: {directory: other}", public=public)) == [
        "mkdocs.internal.yml:7:5: error: the channel `team` is told from mkdocs.yml too, which has another ledger\n"
        "    Move the channel to this file, or write `team: null` here; else everybody is told twice."
    ]


def test_a_fault_of_one_target_or_channel_is_told_where_it_is_written(tmp_path: Path) -> None:
    public = PUBLIC.replace("SLACK_URL}", "SLACK_URL, audience: intrnal}")

    assert faults(inside(tmp_path, public=public)) == [
        "mkdocs.yml:8:50: error: “intrnal”, of the channel `chat`, is not an audience of this site\n"
        "    Did you mean `internal`?"
    ]
