import os
from pathlib import Path

import pytest

from plainstatus.reading import folder as folder_module
from plainstatus.reading.folder import incident_paths, read_incidents
from plainstatus.reading.site import read_site
from tests.reading.files import CONTEXT, FRONT, OPENING, write

FILE = FRONT + OPENING + "Words.\n"


def faults(folder: Path) -> list[str]:
    return [str(finding) for finding in read_incidents(folder, CONTEXT, display="incidents")[1]]


def test_files_are_read_in_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, {"b.md": FILE, "2026/11/c.md": FILE, "2025/a.md": FILE})
    incidents, findings = read_incidents(tmp_path, CONTEXT, display="incidents")
    assert findings == []
    assert [(incident.id, incident.path) for incident in incidents] == [
        ("a", "2025/a.md"),
        ("c", "2026/11/c.md"),
        ("b", "b.md"),
    ]


def test_what_is_no_incident_is_left_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": FILE,
            "_draft.md": "…",
            "_templates/outage.md": "…",
            ".hidden.md": "…",
            "2026/_later/b.md": "…",
            "pages/about.md": "…",
            "assets/readme.md": "…",
            "2026/picture.png": b"\x89PNG",
        },
    )
    assert incident_paths(tmp_path) == ("a.md",)
    assert faults(tmp_path) == []


def test_only_the_pages_and_assets_at_the_top_are_other_files(tmp_path: Path) -> None:
    assert incident_paths(write(tmp_path, {"2026/pages/a.md": FILE})) == ("2026/pages/a.md",)


def test_an_id_is_unique_over_all_folders(tmp_path: Path) -> None:
    write(tmp_path, {"2025/a.md": FILE, "2026/a.md": FILE})
    assert faults(tmp_path) == [
        "incidents/2026/a.md: error: the id “a” is taken by `incidents/2025/a.md`\n"
        "    Rename one of the two: a file name is an address, over all folders."
    ]


def test_what_an_incident_was_called_elsewhere_is_unique_too(tmp_path: Path) -> None:
    brought = FILE.replace("---\n", "---\nexternal_id: n6sxthbnd2qz\n", 1)
    write(tmp_path, {"a.md": brought, "b.md": brought, "c.md": FILE})
    assert faults(tmp_path) == [
        "incidents/b.md: warning: the `external_id` “n6sxthbnd2qz” is that of `incidents/a.md` too\n"
        "    Delete it from the one that was not imported under it."
    ]


def test_the_order_in_which_the_disk_lists_files_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{year}/{name}.md": FILE if name != "c" else "?" for year in (2025, 2026) for name in "abc"})
    listed = read_incidents(tmp_path, CONTEXT, display="incidents")
    walk = folder_module._walk
    monkeypatch.setattr(folder_module, "_walk", lambda *arguments: reversed(list(walk(*arguments))))
    assert read_incidents(tmp_path, CONTEXT, display="incidents") == listed


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": FILE, "b.md": FILE})
    opened = []
    read_bytes = folder_module._bytes
    monkeypatch.setattr(folder_module, "_bytes", lambda *given: opened.append(given[1]) or read_bytes(*given))
    read_incidents(tmp_path, CONTEXT, display="incidents")
    assert sorted(opened) == ["a.md", "b.md"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, {"secret.md": FILE, "incidents/a.md": FILE}) / "incidents"
    (folder / "b.md").symlink_to(tmp_path / "secret.md")
    (folder / "etc").symlink_to("/etc")
    (folder / "gone.md").symlink_to(folder / "nothing.md")
    (folder / "loop").symlink_to(folder)
    assert [fault.splitlines()[0] for fault in faults(folder)] == [
        "incidents/b.md: error: this link leads out of the folder of the incidents",
        "incidents/etc: error: this link leads out of the folder of the incidents",
        "incidents/gone.md: error: this link leads nowhere",
        "incidents/loop: error: this link leads out of the folder of the incidents",
    ]


def test_a_link_within_the_folder_is_a_file_like_any_other(tmp_path: Path) -> None:
    folder = write(tmp_path, {"_old/a.md": FILE})
    (folder / "b.md").symlink_to("_old/a.md")
    assert [incident.id for incident in read_incidents(folder, CONTEXT, display="")[0]] == ["b"]


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert faults(tmp_path) == [
        "incidents/a.md: error: this is not an ordinary file\n    Replace it by one, or delete it."
    ]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            "a.md",
            b"x" * 1_000_001,
            "incidents/a.md: error: the file is larger than 1 MB\n    Shorten it; link to long logs instead.",
        ),
        (
            "a.md",
            b"---\nt: \xff\n",
            "incidents/a.md:2:4: error: the byte 0xff is not UTF-8\n    Save the file as UTF-8.",
        ),
        (
            "a.markdown",
            FILE,
            "incidents/a.markdown: error: a file with this ending is not read\n    Rename it to `a.md`.",
        ),
        ("a.MD", FILE, "incidents/a.MD: error: a file with this ending is not read\n    Rename it to `a.md`."),
        (
            "README.md",
            FILE,
            "incidents/README.md: error: the file name “README.md” cannot be an address: small letters, digits and "
            "hyphens can\n    Rename it to `readme.md`. A name that begins with `_` is never published.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: str | bytes, fault: str) -> None:
    assert faults(write(tmp_path, {name: content})) == [fault]


def test_a_name_that_is_not_utf8_is_told_and_can_be_printed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md")).write_text(FILE)
    (fault,) = faults(tmp_path)
    assert fault.encode()


def test_all_faults_of_all_files_of_a_site_are_told_in_order(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: P\ndocs_dir: incidents\nplugins: {plainstatus: {timezone: CET}}\n"
            "site_url: https://status.example.org/\n",
            "components.yml": "components: [{id: api}]\n",
            "incidents/2026/b.md": FILE.replace("api", "apii"),
            "incidents/a.md": FILE.replace("14:05 UTC", "14:05 PST") + "<<name>>\n",
        },
    )
    reading = read_site(site / "mkdocs.yml")
    assert reading.failed
    assert reading.incidents == ()
    assert [str(finding).splitlines()[0] for finding in reading.findings] == [
        "components.yml:1:14: error: a component has no `name`",
        "incidents/2026/b.md:3:14: error: there is no component “apii”",
        "incidents/a.md:5:20: error: “PST” means different times to different people",
        "incidents/a.md:7:1: error: the placeholder <<name>> was not filled in",
        "mkdocs.yml:3:35: error: “CET” means different times to different people",
    ]


def test_a_site_without_its_files_is_told_what_is_missing(tmp_path: Path) -> None:
    config = "site_name: P\nsite_url: https://p.example/\nplugins: [plainstatus]\n"
    reading = read_site(write(tmp_path, {"mkdocs.yml": config}) / "mkdocs.yml")
    assert [str(finding) for finding in reading.findings] == [
        "components.yml: error: the file of the components cannot be read: No such file or directory\n"
        "    Write it beside `mkdocs.yml`, or set `components` there to where it is.",
        "docs: error: the folder of the incidents is not there\n"
        "    Make the folder, or set `docs_dir: incidents` in `mkdocs.yml`.",
    ]


def test_components_that_cannot_be_read_do_not_spoil_every_incident(tmp_path: Path) -> None:
    config = "site_name: P\nsite_url: https://p.example/\ndocs_dir: i\nplugins: [plainstatus]\n"
    files = {"mkdocs.yml": config, "components.yml": "{", "i/a.md": FILE}
    reading = read_site(write(tmp_path, files) / "mkdocs.yml")
    assert [finding.path for finding in reading.findings] == ["components.yml"]
    assert len(reading.incidents) == 1
