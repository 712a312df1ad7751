"""`plainstatus each`: one command for every site of a folder."""

from pathlib import Path

import pytest

from .conftest import CONFIG, Site

INTERNAL = """\
INHERIT: mkdocs.yml
site_url: https://inside.otter.example/
site_dir: site-internal
plugins:
  - plainstatus:
      audience: internal
"""


@pytest.fixture
def two(site: Site) -> Site:
    site.write("mkdocs.internal.yml", INTERNAL)
    return site


def test_each_site_is_built_published_and_told_in_its_own_folders(two: Site) -> None:
    assert [two.run("each", name).exit_code for name in ("build", "publish", "notify")] == [0, 0, 0]

    assert (two.folder / "published/index.html").is_file()
    assert (two.folder / "published-internal/index.html").is_file()
    assert "Published at local (published-internal)" in two.run("each", "publish", "--wait", "1").output


def test_the_sites_are_named_where_there_are_several(two: Site) -> None:
    lines = two.run("each", "check").output.splitlines()

    assert [line for line in lines if line.endswith(".yml:")] == ["mkdocs.yml:", "mkdocs.internal.yml:"]


def test_a_folder_with_one_site_reads_as_the_command_itself(site: Site) -> None:
    assert site.run("each", "check").output == site.run("check").output
    assert site.run("each", "notify", "--plan").output == site.run("notify", "--plan").output


def test_a_fault_of_one_site_keeps_no_other_one_back(two: Site) -> None:
    two.write("mkdocs.internal.yml", INTERNAL.replace("internal\n", "intrnal\n"))

    result = two.run("each", "build")

    assert result.exit_code == 1
    assert (two.folder / "site/index.html").is_file()
    assert "mkdocs.internal.yml:6:17" in result.stderr


def test_where_the_first_one_fails_the_others_are_done_all_the_same(two: Site) -> None:
    two.write("mkdocs.yml", CONFIG.replace("site_name", "sitename"))
    two.write("mkdocs.internal.yml", f"site_name: Inside\n{INTERNAL}docs_dir: incidents\n")

    result = two.run("each", "build")

    assert result.exit_code == 1
    assert (two.folder / "site-internal/index.html").is_file()
    assert not (two.folder / "site").exists()


def test_a_site_that_is_named_is_the_only_one(two: Site) -> None:
    assert two.run("each", "build", "-f", "mkdocs.internal.yml").exit_code == 0

    assert (two.folder / "site-internal").is_dir()
    assert not (two.folder / "site").exists()


def test_a_command_that_is_not_about_one_site_is_refused(site: Site) -> None:
    result = site.run("each", "serve")

    assert result.exit_code == 2
    assert "'serve' is not one of 'check', 'build'" in result.stderr


def test_a_target_of_the_public_site_is_left_out_for_the_others_and_their_channels_are_theirs(site: Site) -> None:
    public = CONFIG.replace("  - plainstatus:\n", "  plainstatus:\n").replace("      timezone", "    timezone")
    site.write(
        "mkdocs.yml", f"{public}    targets: {{web: {{directory: web}}}}\n    channels: {{box: {{outbox: box}}}}\n"
    )
    internal = INTERNAL.replace("  - plainstatus:\n      ", "  plainstatus:\n    ")
    site.write("mkdocs.internal.yml", internal)
    site.run("each", "build")

    published, told = site.run("publish", "-f", "mkdocs.internal.yml"), site.run("notify", "-f", "mkdocs.internal.yml")

    assert published.exit_code == 1
    assert published.stderr == (
        "web is left out: it is for the audience “public”.\n"
        "Error: No target is for the audience “internal”, for which the site was built. "
        "Add one, for example `targets: {disk: {directory: published-internal, audience: internal}}`.\n"
    )
    assert told.exit_code == 0
    assert told.stderr == (
        "box is left out: it is for the audience “public”.\n"
        "No channel is for the audience “internal”. "
        "Add one, for example `channels: {internal: {slack_url_env: …, audience: internal}}`.\n"
    )
    assert not any(Path(site.folder, name).exists() for name in ("web", "box", "published-internal"))
