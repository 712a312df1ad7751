from datetime import timedelta
from pathlib import Path

import pytest

from plainstatus.model.channel import OutboxChannel
from plainstatus.model.settings import Link, Settings
from plainstatus.model.target import DirectoryTarget
from plainstatus.reading.settings import OPTIONS, read_configuration, read_settings, settings_from_options
from tests.reading.files import write

WHOLE = """\
site_name: Parcel status
site_url: https://status.example.com
docs_dir: incidents
site_dir: public
theme: {name: plainstatus, locale: it}
markdown_extensions:
  - emoji: {generator: !!python/name:material.emoji.to_svg , options: {a: &x 1, b: *x}}
hooks: !relative hooks
plugins:
  - search
  - plainstatus:
      components: things.yml
      audience: internal
      audiences: {internal: [], oncall: [internal], boss: [oncall]}
      timezone: Europe/Rome
      languages: [en, it]
      description: How parcels fare
      logo: assets/logo.svg
      logo_dark: assets/logo-dark.svg
      favicon: assets/favicon.png
      colors: {accent: '#0b5394', accent_dark: '#9fc'}
      links: [{name: Docs, url: 'https://docs.example.com/'}]
      contact: {name: Help, url: 'mailto:help@example.com'}
      footer: |
        Made *with care*.
        In Bologna.
      feed_authority: example.com,2024
      uptime: {weights: {major_outage: 1, degraded_performance: 0.25}}
      remind: [2d, 30m]
      stale_after: 2h
      edits: false
      enabled: true
"""


def site(folder: Path, options: str, before: str = "") -> Path:
    """A `mkdocs.yml` whose plugin has `options`, each on a line of its own from line 4 on."""
    lines = "".join(f"    {line}\n" for line in options.splitlines())
    text = f"{before}site_name: Parcels\nplugins:\n  plainstatus:\n{lines}"
    return write(folder, {"mkdocs.yml": text}) / "mkdocs.yml"


def faults(config_file: Path) -> list[str]:
    return [str(finding) for finding in read_settings(config_file)[1]]


def test_every_option_is_read(tmp_path: Path) -> None:
    configuration = read_configuration(write(tmp_path, {"mkdocs.yml": WHOLE}) / "mkdocs.yml")

    assert configuration.findings == []
    assert configuration.settings == Settings(
        name="Parcel status",
        site_url="https://status.example.com/",
        components="things.yml",
        audience="internal",
        audiences={"internal": (), "oncall": ("internal",), "boss": ("oncall", "internal")},
        timezone="Europe/Rome",
        languages=("en", "it"),
        description="How parcels fare",
        logo="assets/logo.svg",
        logo_dark="assets/logo-dark.svg",
        favicon="assets/favicon.png",
        accent="#0b5394",
        accent_dark="#9fc",
        links=(Link("Docs", "https://docs.example.com/"),),
        contact=Link("Help", "mailto:help@example.com"),
        footer="Made *with care*.\nIn Bologna.",
        feed_authority="example.com,2024",
        uptime_weights={"major_outage": 1.0, "degraded_performance": 0.25},
        remind=(timedelta(days=2), timedelta(minutes=30)),
        stale_after=timedelta(hours=2),
        edits=False,
        targets=(DirectoryTarget("local", "published-internal", "internal"),),
        channels=(OutboxChannel("outbox", "outbox-internal", audience="internal"),),
    )


def test_the_files_of_the_site_stand_where_mkdocs_has_them(tmp_path: Path) -> None:
    files = read_configuration(write(tmp_path, {"mkdocs.yml": WHOLE}) / "mkdocs.yml").files

    assert files.root == tmp_path
    assert files.incidents == tmp_path / "incidents"
    assert files.components == tmp_path / "things.yml"
    assert files.site_dir == tmp_path / "public"
    assert files.enabled
    assert files.own_theme is None


def test_the_owners_templates_are_found_beside_the_settings(tmp_path: Path) -> None:
    text = "site_name: Parcels\ntheme: {name: plainstatus, custom_dir: our-theme}\nplugins: [plainstatus]\n"

    files = read_configuration(write(tmp_path, {"mkdocs.yml": text}) / "mkdocs.yml").files

    assert files.own_theme == tmp_path / "our-theme"


def test_what_is_not_set_has_its_default(tmp_path: Path) -> None:
    config_file = write(tmp_path, {"mkdocs.yml": "site_name: Parcels\nplugins: [plainstatus]\n"}) / "mkdocs.yml"
    configuration = read_configuration(config_file)

    assert configuration.findings == []
    assert configuration.settings == Settings(name="Parcels")
    assert (configuration.files.incidents, configuration.files.site_dir) == (tmp_path / "docs", tmp_path / "site")


def test_audiences_may_be_a_list(tmp_path: Path) -> None:
    settings, findings = read_settings(site(tmp_path, "audiences: [staff]\naudience: staff"))
    assert findings == []
    assert (settings.audiences, settings.readers_of) == ({"staff": ()}, {"public", "staff"})


def test_a_second_file_inherits_and_sets_what_differs(tmp_path: Path) -> None:
    second = "INHERIT: mkdocs.yml\nsite_dir: inside\nplugins: {plainstatus: {audience: internal, languages: [it]}}\n"
    site(tmp_path, "timezone: Europe/Rome\nlanguages: [en, it]\nuptime:\n  weights: {major_outage: 0.5}")
    settings, findings = read_settings(write(tmp_path, {"internal.yml": second}) / "internal.yml")

    assert findings == []
    assert settings == Settings(
        name="Parcels",
        audience="internal",
        timezone="Europe/Rome",
        languages=("it",),
        uptime_weights={"major_outage": 0.5},
        targets=(DirectoryTarget("local", "published-internal", "internal"),),
        channels=(OutboxChannel("outbox", "outbox-internal", audience="internal"),),
    )


def test_a_fault_in_an_inherited_file_is_told_there(tmp_path: Path) -> None:
    site(tmp_path / "base", "timezone: Europe/Roma")
    second = "INHERIT: base/mkdocs.yml\nplugins: {plainstatus: {audience: intrnal}}\n"
    assert faults(write(tmp_path, {"mkdocs.yml": second}) / "mkdocs.yml") == [
        "base/mkdocs.yml:4:15: error: “Europe/Roma” is not a zone\n    Did you mean `Europe/Rome`?",
        "mkdocs.yml:2:35: error: “intrnal” is not an audience of this site\n    Did you mean `internal`?",
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("INHERIT: other.yml\n", "mkdocs.yml:1:10: error: there is no file “other.yml”\n    Name one that is."),
        (
            "INHERIT: mkdocs.yml\n",
            "mkdocs.yml:1:10: error: these files inherit from each other\n    Delete one `INHERIT`.",
        ),
    ],
)
def test_an_inheritance_that_leads_nowhere_is_a_fault(tmp_path: Path, second: str, message: str) -> None:
    assert faults(site(tmp_path, "edits: true", second)) == [message]


def test_a_setting_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file = site(
        tmp_path,
        "timezone: !ENV STATUS_ZONE\nstale_after: !ENV [STATUS_STALE, STATUS_OLD, 3h]\ndescription: !ENV STATUS_NONE",
    )
    monkeypatch.setenv("STATUS_ZONE", "Asia/Tokyo")
    for name in ("STATUS_STALE", "STATUS_OLD", "STATUS_NONE"):
        monkeypatch.delenv(name, raising=False)
    settings, findings = read_settings(config_file)
    assert (settings.timezone, settings.stale_after) == ("Asia/Tokyo", timedelta(hours=3))
    assert settings.description == ""
    assert findings == []


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            "timezon: UTC",
            "4:5: error: “timezon” is not a field of the plugin `plainstatus`\n    Did you mean `timezone`?",
        ),
        (
            "timezone: CET",
            "4:15: error: “CET” means different times to different people\n"
            "    Write the offset (`+01:00`), or a place: `Europe/Rome`.",
        ),
        (
            "timezone: +01:00",
            "4:15: error: “+01:00” is an offset, not a time zone\n"
            "    Write a place, whose clock changes are known: `Europe/Rome`. Or `UTC`.",
        ),
        ("languages: en", "4:16: error: a list is expected here\n    Write it in brackets, like `[en, it]`."),
        ("languages: [en, en]", "4:21: error: this stands twice in the list\n    Delete one of the two."),
        ("languages: []", "4:16: error: the list is empty\n    Write for example `[en, it]`."),
        ("colors: {accent: red}", "4:22: error: “red” is not a colour\n    Write it like `'#0b5394'`."),
        ("colors: {accent: '#12345;}'}", "4:22: error: “#12345;}” is not a colour\n    Write it like `'#0b5394'`."),
        (
            "colors:\n  accent: #0b5394",
            "5:7: error: `accent` has no value\n"
            "    Write a value behind `accent:`, in quotes where it begins with `#`; or delete the line.",
        ),
        (
            "logo: https://example.com/x.svg",
            "4:11: error: “https://example.com/x.svg” is not a file of this site\n"
            "    Put the file into `assets/` there and write `assets/logo.svg`.",
        ),
        (
            "logo: ../secret.svg",
            "4:11: error: “../secret.svg” is not a file of this site\n"
            "    Put the file into `assets/` there and write `assets/logo.svg`.",
        ),
        (
            "contact: {name: Us, url: 'javascript:x'}",
            "4:30: error: “javascript:x” is not an address that can be linked\n"
            "    Write one like `https://example.com/` or `mailto:help@example.com`.",
        ),
        (
            "links: [{name: Docs}]",
            "4:13: error: a link has no `url`\n"
            "    Add a line `url:` with its address: a web page, `mailto:` or `tel:`.",
        ),
        (
            "uptime: {weights: {major_outage: 2}}",
            "4:38: error: “2” is not a number from 0 to 1\n    Write for example `0.3`.",
        ),
        (
            "uptime: {weights: {outage: 1}}",
            "4:24: error: “outage” is not a status of a component\n    Did you mean `major_outage`?",
        ),
        (
            "remind: [soon]",
            "4:14: error: “soon” is not a length of time\n    Write for example `45m`, `2h`, `1h30m` or `1d`.",
        ),
        (
            "audiences: {staff: [stuff]}",
            "4:17: error: “stuff” is not an audience of this site\n    Did you mean `staff`?",
        ),
        ("audiences: [public]", "4:16: error: `public` is always there\n    Delete it here."),
        ("edits: 1", "4:12: error: “1” is neither true nor false\n    Write `true` or `false`."),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, option: str, message: str) -> None:
    assert faults(site(tmp_path, option)) == [f"mkdocs.yml:{message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "site_name: Parcels\nplugins: [search]\n",
            "mkdocs.yml:2:10: error: the plugin `plainstatus` is not switched on\n"
            "    Write `plugins: {plainstatus: {}}`.",
        ),
        (
            "plugins: [plainstatus]\n",
            "mkdocs.yml:1:1: error: the site has no `site_name`\n    Add a line `site_name: Example status`.",
        ),
        (
            "site_name: Parcels\nsite_url: status.example.com\nplugins: [plainstatus]\n",
            "mkdocs.yml:2:11: error: “status.example.com” is not an address\n"
            "    Write it like `https://status.example.com/`.",
        ),
        ("- a\n", "mkdocs.yml: error: the file consists of `setting: value` lines\n    Write `site_name: …`."),
        (
            "site_name: 'Parcels\n",
            "mkdocs.yml:1:12: error: this quote is never closed\n    Close it, or double a quote inside of it.",
        ),
    ],
)
def test_a_fault_of_the_whole_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    assert faults(write(tmp_path, {"mkdocs.yml": text}) / "mkdocs.yml") == [message]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path / "mkdocs.yml") == [
        "mkdocs.yml: error: the file cannot be read: No such file or directory\n"
        "    Run `plainstatus init` to make a site, or name its file."
    ]


def test_options_that_mkdocs_has_read_say_the_same(tmp_path: Path) -> None:
    """MkDocs hands over plain values, in which YAML 1.1 has made a truth of `no`, a Norwegian."""
    config_file = site(
        tmp_path, "languages: [en, no]\nremind: [1d]\nuptime: {weights: {major_outage: 0.5}}\nedits: false"
    )
    options = {
        "languages": ["en", False],
        "remind": ["1d"],
        "uptime": {"weights": {"major_outage": 0.5}},
        "edits": False,
        "logo": None,
    }
    read = settings_from_options(options, name="Parcels", site_url=None, config_file=config_file)
    assert read == read_settings(config_file)


def test_a_fault_in_options_of_mkdocs_is_told_where_it_stands(tmp_path: Path) -> None:
    config_file = site(tmp_path, "edits: true\ntimezone: Rome")
    findings = settings_from_options(
        {"edits": True, "timezone": "Rome"}, name="P", site_url="", config_file=config_file
    )[1]
    assert [str(finding).splitlines()[0] for finding in findings] == ["mkdocs.yml:5:15: error: “Rome” is not a zone"]


def test_a_fault_in_options_of_no_file_is_told_without_a_place() -> None:
    findings = settings_from_options({"timezon": "UTC"}, name="P", site_url="", config_file=None)[1]
    assert [(finding.path, finding.line, finding.column) for finding in findings] == [("mkdocs.yml", 0, 0)]


def test_every_option_is_documented_in_one_sentence() -> None:
    for option in OPTIONS.fields:
        assert option.help.endswith(".")
        assert "\n" not in option.help
