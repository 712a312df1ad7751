from pathlib import Path

import pytest

from plainstatus.model.target import ArtifactTarget, BucketTarget, DirectoryTarget
from plainstatus.reading.settings import read_settings

from .files import write
from .test_settings import faults, site

EVERY = """\
targets:
  milan: {bucket: acme-milan, region: eu-south-1, account: '111122223333', distribution: E2EXAMPLE7K3QX, cache_tag: ac}
  r2: {bucket: acme, prefix: status, region: auto, endpoint_url: https://abc.r2.example.com}
  disk: {directory: /srv/status}
  staff: {directory: ../staff, audience: internal}
  pages: {artifact: public.tar.gz}
"""


def test_each_target_is_what_its_place_says_in_the_order_of_the_file(tmp_path: Path) -> None:
    settings, findings = read_settings(site(tmp_path, EVERY))

    assert findings == []
    assert settings.targets == (
        BucketTarget(
            "milan",
            "acme-milan",
            region="eu-south-1",
            account="111122223333",
            distribution="E2EXAMPLE7K3QX",
            cache_tag="ac",
        ),
        BucketTarget("r2", "acme", prefix="status/", region="auto", endpoint_url="https://abc.r2.example.com"),
        DirectoryTarget("disk", "/srv/status"),
        DirectoryTarget("staff", "../staff", audience="internal"),
        ArtifactTarget("pages", "public.tar.gz"),
    )
    assert [target.place for target in settings.targets] == [
        "s3://acme-milan/",
        "s3://acme/status/",
        "/srv/status",
        "../staff",
        "public.tar.gz",
    ]


def test_a_site_that_names_no_target_goes_into_a_folder(tmp_path: Path) -> None:
    settings, findings = read_settings(site(tmp_path, "timezone: UTC"))

    assert findings == []
    assert settings.targets == (DirectoryTarget("local", "published"),)


@pytest.mark.parametrize("account", ["'011122223333'", "011122223333"])
def test_an_account_is_read_as_it_is_written(tmp_path: Path, account: str) -> None:
    settings, findings = read_settings(site(tmp_path, f"targets: {{milan: {{bucket: acme, account: {account}}}}}"))

    assert findings == []
    assert settings.targets == (BucketTarget("milan", "acme", account="011122223333"),)


@pytest.mark.parametrize("prefix", ["status", "status/", "of/acme/status"])
def test_a_prefix_ends_with_one_slash(tmp_path: Path, prefix: str) -> None:
    settings, _ = read_settings(site(tmp_path, f"targets: {{r2: {{bucket: acme, prefix: {prefix}}}}}"))

    assert settings.targets == (BucketTarget("r2", "acme", prefix=prefix.rstrip("/") + "/"),)


def test_a_second_file_changes_one_target_and_adds_another(tmp_path: Path) -> None:
    site(tmp_path, "targets:\n  disk: {directory: /srv/status}\n  milan: {bucket: acme-milan, region: eu-south-1}")
    second = "targets: {milan: {region: eu-central-1}, staff: {directory: staff, audience: internal}}"
    text = f"INHERIT: mkdocs.yml\nsite_dir: inside\nplugins: {{plainstatus: {{audience: internal, {second}}}}}\n"

    settings, findings = read_settings(write(tmp_path, {"internal.yml": text}) / "internal.yml")

    assert findings == []
    assert settings.targets == (
        DirectoryTarget("disk", "/srv/status"),
        BucketTarget("milan", "acme-milan", region="eu-central-1"),
        DirectoryTarget("staff", "staff", audience="internal"),
    )


def test_targets_that_are_none_are_told(tmp_path: Path) -> None:
    """Else a publish that brings the site nowhere would have gone well."""
    assert faults(site(tmp_path, "targets: {}")) == [
        "mkdocs.yml:4:14: error: targets have names\n    Write for example `main: {directory: /srv/status}`."
    ]


def test_a_target_that_two_files_give_two_places_is_told(tmp_path: Path) -> None:
    site(tmp_path, "targets: {disk: {directory: /srv/status}}")
    second = "INHERIT: mkdocs.yml\nplugins: {plainstatus: {targets: {disk: {bucket: acme}}}}\n"

    assert faults(write(tmp_path, {"second.yml": second}) / "second.yml") == [
        "second.yml:2:41: error: a target is one place\n"
        "    Keep one of `directory`, `bucket` or `artifact`; write another target for the other."
    ]


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (
            "disk",
            "4:14: error: targets have names\n    Write for example `main: {directory: /srv/status}`.",
        ),
        (
            "[disk]",
            "4:14: error: targets have names\n    Write for example `main: {directory: /srv/status}`.",
        ),
        (
            "{disk: /srv/status}",
            "4:21: error: a target consists of `field: value` lines\n    Write for example `{directory: /srv/status}`.",
        ),
        (
            "{disk: {}}",
            "4:21: error: a target has no place\n    Write `directory`, `bucket` or `artifact`.",
        ),
        (
            "{disk: {audience: public}}",
            "4:21: error: a target has no place\n    Write `directory`, `bucket` or `artifact`.",
        ),
        (
            "{milan: {bukcet: acme, region: eu-south-1}}",
            "4:22: error: a target has no place\n    Did you mean `bucket`?",
        ),
        (
            "{disk: {directory: a, artifact: b}}",
            "4:21: error: a target is one place\n"
            "    Keep one of `directory`, `bucket` or `artifact`; write another target for the other.",
        ),
        (
            "{disk: {directory: a, regoin: eu-west-1}}",
            "4:36: error: “regoin” is not a field of a target with a directory\n    Known here: directory, audience.",
        ),
        (
            "{disk: {directory: }}",
            "4:22: error: `directory` has no value\n"
            "    Write a value behind `directory:`, in quotes where it begins with `#`; or delete the line.",
        ),
        (
            "{milan: {bucket: Acme_Milan}}",
            "4:31: error: “Acme_Milan” is not the name of a bucket\n    Write it like `example-status-dublin`.",
        ),
        (
            "{milan: {bucket: acme, region: Milan!}}",
            "4:45: error: “Milan!” is not a region\n    Write it like `eu-west-1`.",
        ),
        (
            "{milan: {bucket: acme, acount: '111122223333'}}",
            "4:37: error: “acount” is not a field of a target with a bucket\n    Did you mean `account`?",
        ),
        (
            "{milan: {bucket: acme, account: 1111}}",
            "4:46: error: “1111” is not the number of an account: twelve digits\n    Write it like `'111122223333'`.",
        ),
        (
            "{milan: {bucket: acme, distribution: d111.cloudfront.net}}",
            "4:51: error: “d111.cloudfront.net” is not the id of a distribution\n    Write it like `E2EXAMPLE7K3QX`.",
        ),
        (
            "{milan: {bucket: acme, cache_tag: a b}}",
            "4:48: error: “a b” is not a cache tag\n    Write it like `status`.",
        ),
        (
            "{milan: {bucket: acme, endpoint_url: r2.example.com}}",
            "4:51: error: “r2.example.com” is not an endpoint\n    Write it like `https://s3.example.com`.",
        ),
        (
            "{milan: {bucket: acme, prefix: /status}}",
            "4:45: error: “/status” is not a prefix of keys\n    Write it like `status/`.",
        ),
        (
            "{milan: {bucket: acme, audience: stuff}}",
            "4:47: error: “stuff”, of the target `milan`, is not an audience of this site\n"
            "    Write `public` or `internal`.",
        ),
        (
            "{Milan: {bucket: acme}}",
            "4:15: error: “Milan” cannot be an id\n    Write it like `milan`.",
        ),
        (
            "{disk: {directory: a}, disk: {directory: b}}",
            "4:37: error: “disk” is written twice\n    It stands already on line 4: delete one of the two.",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, targets: str, message: str) -> None:
    assert faults(site(tmp_path, f"targets: {targets}")) == [f"mkdocs.yml:{message}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{directory: pub}", "{directory: ./pub/}"),
        ("{bucket: acme, prefix: status}", "{bucket: acme, prefix: status/, audience: internal}"),
        ("{artifact: pages.tar.gz}", "{artifact: pages.tar.gz}"),
    ],
)
def test_two_targets_in_one_place_are_a_fault(tmp_path: Path, first: str, second: str) -> None:
    assert faults(site(tmp_path, f"targets:\n  one: {first}\n  two: {second}")) == [
        "mkdocs.yml:6:7: error: the targets `one` and `two` are one place\n"
        "    Delete one of the two, or give it a place of its own."
    ]


def test_buckets_of_one_name_in_two_stores_are_two_places(tmp_path: Path) -> None:
    two = "one: {bucket: acme}\n  two: {bucket: acme, endpoint_url: https://s3.example.com}"

    assert faults(site(tmp_path, f"targets:\n  {two}")) == []
