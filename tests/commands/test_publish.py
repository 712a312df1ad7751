"""`plainstatus publish`: what it says, and how it ends."""

import re
from pathlib import Path

import pytest

from plainstatus.publish.targets.directory import DirectoryTarget

from ..aws.server import Aws
from ..publish.consistent import exactly
from .conftest import CONFIG, Site

TARGETS = """\
      targets:
        disk: {directory: public}
        pages: {artifact: out/public.tar.gz}
"""
#: A file stands where this folder would be.
BROKEN = "        broken: {directory: components.yml}\n"
STAFF = "        staff: {directory: staff, audience: internal}\n"


@pytest.fixture
def built(site: Site) -> Site:
    site.run("build")
    return site


def settings(site: Site, *lines: str) -> None:
    site.write("mkdocs.yml", CONFIG + "".join(lines))


def plain(text: str) -> str:
    """What was said, without sizes and times that a machine or a new theme changes."""
    text = re.sub(r"\d[\d,.]* (kB|bytes|MB)", "… kB", text)
    return re.sub(r"\d+\.\d s", "… s", text)


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def site_files(folder: Path) -> dict[str, bytes]:
    return {path: body for path, body in there(folder).items() if path != "build.json"}


def test_without_settings_the_site_goes_into_a_folder(built: Site) -> None:
    result = built.run("publish")

    assert result.exit_code == 0
    assert re.fullmatch(r"Published at local \(published\): \d+ files, … kB, … s\.\n", plain(result.output))
    assert exactly(there(built.folder / "published"), site_files(built.folder / "site")) == []


def test_a_second_time_nothing_travels(built: Site) -> None:
    built.run("publish")

    assert plain(built.run("publish").output) == "Published at local (published): no file had changed, … s.\n"


def test_every_target_gets_the_site(built: Site) -> None:
    settings(built, TARGETS)

    result = built.run("publish")

    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.output.splitlines()] == [
        "Published at disk (public)",
        "Published at pages (out/public.tar.gz)",
    ]
    assert (built.folder / "public" / "index.html").exists()
    assert (built.folder / "out" / "public.tar.gz").exists()


def test_only_a_target_that_is_named_gets_it(built: Site) -> None:
    settings(built, TARGETS)

    built.run("publish", "--target", "pages")

    assert not (built.folder / "public").exists()
    assert (built.folder / "out" / "public.tar.gz").exists()


def test_what_fails_at_one_target_does_not_stop_the_others(built: Site) -> None:
    settings(built, TARGETS, BROKEN)

    result = built.run("publish")

    assert result.exit_code == 3
    assert "Published at disk (public)" in result.stdout
    assert result.stderr == (
        "Not published at broken (components.yml): components.yml is no folder: name another in `directory`.\n"
    )


def test_where_it_is_published_nowhere_it_has_failed(built: Site) -> None:
    settings(built, "      targets:\n", BROKEN)

    assert built.run("publish").exit_code == 1


def test_a_plan_shows_what_would_be_done_and_does_nothing(built: Site) -> None:
    built.run("publish")
    built.late.write_text(built.late.read_text() + "\n## Resolved - 2026-11-24 14:29 UTC\n\nAll is well.\n")
    built.run("build")
    before = there(built.folder / "published")

    result = built.run("publish", "--plan")

    assert result.exit_code == 0
    lines = plain(result.output).splitlines()
    assert re.fullmatch(r"local \(published\): \d+ files to put \(… kB\), \d+ unchanged\.", lines[0])
    headings = [line for line in lines if re.match(r"  \d\. ", line)]
    assert [re.sub(r"\d+ files?", "… files", line) for line in headings] == [
        "  1. styles, scripts and pictures: … files",
        "  2. pages, feeds and data: … files",
        "  3. error pages: … files",
        "  4. the front page: … files",
        "  5. the manifest: from here on the publish counts",
    ]
    assert "     changed index.html  … kB" in lines
    assert "     changed live.json  … kB" in lines
    assert "     … and " in result.output
    assert there(built.folder / "published") == before


def test_a_plan_for_a_place_that_is_as_it_should_be_says_so(built: Site) -> None:
    built.run("publish")

    result = built.run("publish", "--plan")

    assert re.fullmatch(r"local \(published\): nothing to do, \d+ files as they should be\.\n", result.output)


def test_a_plan_names_what_will_be_deleted_and_when(built: Site) -> None:
    built.run("publish")
    (built.folder / "incidents/2026/2026-11-20-office-closed.md").unlink()
    built.run("build")

    later = built.run("publish", "--plan", "--allow", "lost-incident").output
    at_once = built.run("publish", "--plan", "--prune-now", "--allow", "lost-incident").output

    assert re.search(r", \d+ to delete later\.", later)
    assert "delete  incidents/" not in later
    assert "what the site no longer has: " in at_once
    assert "     delete  incidents/2026-11-20-office-closed/index.html" in at_once


def test_a_plan_that_would_be_refused_says_so(built: Site) -> None:
    built.write("published/notes.txt", "mine")

    result = built.run("publish", "--plan")

    assert result.exit_code == 1
    assert result.output.endswith(
        "  Refused: there is 1 file that no publish put there (notes.txt). Name an empty place. "
        "To publish all the same: --allow adopt.\n"
    )


def test_a_refusal_can_be_overruled_by_its_name(built: Site) -> None:
    built.write("published/notes.txt", "mine")

    refused = built.run("publish")
    allowed = built.run("publish", "--allow", "adopt")

    assert (refused.exit_code, allowed.exit_code) == (1, 0)
    assert refused.stderr.startswith("Not published at local (published): there is 1 file that no publish put there")
    assert (built.folder / "published" / "notes.txt").read_text() == "mine"


def test_an_open_incident_is_not_lost_by_mistake(built: Site) -> None:
    built.run("publish")
    built.late.unlink()
    built.run("build")

    result = built.run("publish")

    assert result.exit_code == 1
    assert "2026-11-24-mail-late is open at the target, and this build knows nothing of it." in result.stderr


def test_a_target_that_is_misspelt_is_answered_with_the_nearest(built: Site) -> None:
    settings(built, TARGETS)

    result = built.run("publish", "--target", "page")

    assert result.exit_code == 2
    assert "There is no target “page”. " in result.stderr
    assert "pages" in result.stderr


def test_targets_for_others_are_left_out(built: Site) -> None:
    settings(built, TARGETS, STAFF)

    result = built.run("publish")

    assert result.exit_code == 0
    assert result.stderr == "staff is left out: it is for the audience “internal”.\n"
    assert not (built.folder / "staff").exists()


def test_a_target_for_others_is_refused_where_it_is_named(built: Site) -> None:
    settings(built, TARGETS, STAFF)

    result = built.run("publish", "--target", "staff", "--allow", "other-site")

    assert result.exit_code == 1
    assert result.stderr == (
        "Not published at staff (staff): the site was built for the audience “public”, "
        "and the target is for “internal”. "
        "Set `audience: public` on the target if all who can read there may see it.\n"
    )
    assert not (built.folder / "staff" / "index.html").exists()


def test_a_site_for_which_there_is_no_target_is_published_nowhere(site: Site) -> None:
    settings(site, "      audience: internal\n", TARGETS)
    site.run("build")

    result = site.run("publish")

    assert result.exit_code == 1
    assert result.stderr == (
        "disk is left out: it is for the audience “public”.\n"
        "pages is left out: it is for the audience “public”.\n"
        "Error: No target is for the audience “internal”, for which the site was built. "
        "Add one, for example `targets: {disk: {directory: published-internal, audience: internal}}`.\n"
    )


def test_without_a_build_it_says_how_to_make_one(site: Site) -> None:
    result = site.run("publish")

    assert result.exit_code == 1
    assert result.output == "Error: there is no built site in site: run `plainstatus build`.\n"


def test_a_build_of_mkdocs_elsewhere_can_be_published(built: Site) -> None:
    (built.folder / "site").rename(built.folder / "elsewhere")

    assert built.run("publish", "--site-dir", "elsewhere").exit_code == 0


@pytest.mark.parametrize("folder", ["site", "site/public", ".", "incidents"])
def test_a_target_is_neither_the_built_site_nor_the_words(built: Site, folder: str) -> None:
    before = built.files()
    settings(built, f"      targets: {{disk: {{directory: {folder}}}}}\n")

    result = built.run("publish")

    assert result.exit_code == 1
    assert f"The target disk ({folder}) and " in result.stderr
    assert "are in each other's way. Name a folder of its own in `directory`." in result.stderr
    assert built.files().keys() == before.keys()


def test_who_is_publishing_already_is_named(built: Site) -> None:
    with DirectoryTarget(built.folder / "published").hold("run 5 on runner-3"):
        result = built.run("publish")

    assert result.exit_code == 1
    assert result.stderr == (
        "Not published at local (published): run 5 on runner-3 is publishing there at this moment: "
        "wait for the end, or give --wait SECONDS.\n"
    )


def test_a_fault_in_the_settings_is_shown_where_it_stands(built: Site) -> None:
    settings(built, "      targets:\n        disk: {directory: public, bucket: acme-status}\n")

    result = built.run("publish")

    assert result.exit_code == 1
    assert "mkdocs.yml:10:15: error: a target is one place" in result.output


def test_a_file_that_a_clean_build_has_no_more_is_no_traceback(built: Site) -> None:
    """A build that fits what it says, but whose files cannot be read."""
    (built.folder / "site" / "badge.svg").unlink()
    (built.folder / "site" / "badge.svg").symlink_to("/etc/hostname")

    result = built.run("publish")

    assert result.exit_code == 1
    assert "Error: badge.svg is a symbolic link" in result.output


@pytest.mark.proves("moto")
def test_a_bucket_gets_the_site_and_cloudfront_s_refusal_is_a_warning(built: Site, aws: Aws) -> None:
    bucket = aws.bucket("otter-status")
    where = f"{{bucket: {bucket}, region: eu-south-1, account: '123456789012', distribution: E2EXAMPLE7K3QX}}"
    settings(built, f"      targets:\n        milan: {where}\n")

    result = built.run("publish")

    assert result.exit_code == 0
    assert "Published at milan (s3://otter-status/): " in result.stdout
    assert result.stderr == (
        "warning: milan: CloudFront: there is no such distribution: mend `distribution`. "
        "Readers see the new pages within a minute all the same.\n"
    )
    assert exactly(aws.objects(bucket), site_files(built.folder / "site")) == []


@pytest.mark.proves("moto")
def test_a_region_that_is_down_does_not_stop_the_other(built: Site, aws: Aws) -> None:
    bucket = aws.bucket("otter-dublin")
    settings(
        built,
        "      targets:\n",
        "        milan: {bucket: otter-milan, region: eu-south-1}\n",
        f"        dublin: {{bucket: {bucket}, region: eu-west-1}}\n",
    )

    result = built.run("publish")

    assert result.exit_code == 3
    assert "Published at dublin (s3://otter-dublin/): " in result.stdout
    assert result.stderr == (
        "Not published at milan (s3://otter-milan/): _publish/lock.json: there is no such bucket: "
        "make it with `plainstatus aws template storage`, or mend its name.\n"
    )


@pytest.mark.proves("fake")
def test_without_credentials_it_says_where_they_are_looked_for(
    built: Site, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    settings(built, "      targets:\n        milan: {bucket: otter-milan, region: eu-south-1}\n")

    result = built.run("publish")

    assert result.exit_code == 1
    assert "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in result.stderr
