import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainstatus.publish.manifest import Entry, Manifest, ManifestFault, read, written

numbers = some.integers(0, 2**40)
texts = some.text(max_size=20)
names = some.text(min_size=1, max_size=5).filter(lambda name: not {"/", "\0"} & {*name} and name not in (".", ".."))
paths = some.lists(names, min_size=1, max_size=3).map("/".join)
entries = some.builds(Entry, texts, numbers, texts)
manifests = some.builds(
    Manifest,
    url=texts,
    audience=texts,
    built_at=some.datetimes(timezones=some.just(UTC)),
    commit=texts,
    committed_at=numbers,
    headers=texts,
    open=some.dictionaries(texts, texts, max_size=3),
    files=some.dictionaries(paths, entries, max_size=3),
    leaving=some.dictionaries(paths, numbers, max_size=3),
)
WHOLE = Manifest(
    "https://status.example/",
    "public",
    datetime(2026, 11, 25, tzinfo=UTC),
    "abc",
    5,
    "0f0f acme",
    {"a": "incidents/a/index.html"},
    {"index.html": Entry("ab", 2, '"cd"')},
    {"old.html": 4},
)
anything: Any = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def is_one_or_a_fault(value: dict[str, Any]) -> bool:
    """True, unless something else comes of reading it, or it does not read again as it was."""
    try:
        manifest = read(json.dumps(value).encode())
    except ManifestFault:
        return True
    return read(written(manifest)) == manifest


@given(manifests)
def test_a_manifest_reads_as_it_was_written(manifest: Manifest) -> None:
    assert read(written(manifest)) == manifest


@given(manifests)
def test_the_order_of_files_does_not_matter(manifest: Manifest) -> None:
    turned = Manifest(
        manifest.url,
        manifest.audience,
        manifest.built_at,
        manifest.commit,
        manifest.committed_at,
        manifest.headers,
        dict(reversed(manifest.open.items())),
        dict(reversed(manifest.files.items())),
        dict(reversed(manifest.leaving.items())),
    )

    assert written(turned) == written(manifest)


@given(some.binary(max_size=60))
def test_any_bytes_are_a_manifest_or_a_fault(body: bytes) -> None:
    with pytest.raises(ManifestFault):
        read(body)


@given(some.sampled_from(sorted(json.loads(written(WHOLE)))), anything)
def test_a_manifest_with_anything_in_a_field_is_one_or_a_fault(field: str, value: Any) -> None:
    assert is_one_or_a_fault({**json.loads(written(WHOLE)), field: value})


@given(some.sampled_from(["files", "open", "leaving"]), some.dictionaries(some.text(max_size=5), anything, max_size=2))
def test_a_manifest_with_anything_in_a_mapping_is_one_or_a_fault(field: str, value: Any) -> None:
    assert is_one_or_a_fault({**json.loads(written(WHOLE)), field: value})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "it is of version 2, and this program knows 1"),
        ({"built_at": "2026-11-25T08:00:00"}, "its moment has no zone"),
        ({"files": {"index.html": ["ab", 2]}}, "it is damaged (TypeError)"),
        ({"files": {"index.html": "abc"}}, "it is damaged (TypeError)"),
        ({"files": {"index.html": ["ab", 2, None]}}, "it is damaged (TypeError)"),
        ({"leaving": {"old.html": 1e400}}, "it is damaged (TypeError)"),
        ({"url": "\ud800"}, "it is damaged (UnicodeEncodeError)"),
    ],
)
def test_a_fault_says_what_is_wrong(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ManifestFault) as fault:
        read(json.dumps({**json.loads(written(WHOLE)), **change}).encode())

    assert str(fault.value) == words


def test_brackets_without_end_are_a_fault() -> None:
    with pytest.raises(ManifestFault):
        read(b"[" * 200_000)


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//x", "./x", "", "a/", "x\0"])
@pytest.mark.parametrize("part", ["files", "leaving"])
def test_a_path_that_leads_out_of_the_site_makes_the_manifest_a_fault(part: str, path: str) -> None:
    said = json.loads(written(WHOLE))
    said[part] = {path: next(iter(said[part].values()))}

    with pytest.raises(ManifestFault, match="no path of a site"):
        read(json.dumps(said).encode())
