"""Built sites of a few files, with one of every kind that publishing tells apart."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plainstatus.publish.build_folder import Build, read_build
from plainstatus.publish.delivery import Order
from plainstatus.publish.guards import Commit

URL = "https://status.example/"
#: Epoch seconds of every publish that does not say otherwise.
NOW = 1_795_600_000
_FIRST = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def made(
    root: Path,
    files: Mapping[str, str | bytes],
    *,
    minute: int = 0,
    url: str = URL,
    audience: str = "public",
    open: Mapping[str, str] | None = None,
    whole: tuple[str, ...] = ("index.html",),
) -> Build:
    """The build of `files` in the new folder `root`, as of so many minutes after eight."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    record: dict[str, Any] = {"version": 1, "url": url, "audience": audience, "open": open or {}, "whole": whole}
    built_at = (_FIRST + timedelta(minutes=minute)).isoformat()
    (root / "build.json").write_text(json.dumps({**record, "built_at": built_at}))
    return read_build(root)


def order(build: Build, now: int = NOW, **how: Any) -> Order:
    """The order to publish `build` from outside of git."""
    how = {"audience": "public", "owner": "a test", "commit": no_commit, **how}
    return Order(build=build, now=now, **how)


def no_commit(other: str) -> Commit:
    return Commit(relation="unknown" if other else "same")


def hashed(name: str, content: str) -> str:
    """The path of an asset that has a digest of its bytes in its name."""
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}.{ending}"


def site(colour: str, incidents: Mapping[str, str], *, picture: str = "") -> dict[str, str]:
    """The files of a site in one colour: `incidents` maps each to its words."""
    style = f"body {{ color: {colour} }}"
    asset = hashed("style.css", style)

    def page(up: str, *lines: str) -> str:
        return "\n".join(["<!doctype html>", f'<link rel="stylesheet" href="{up}{asset}">', *lines])

    links = [f'<a href="incidents/{id}/">{id}</a>' for id in incidents]
    entries = [f'<entry><link href="{URL}incidents/{id}/"/></entry>' for id in incidents]
    files = {
        asset: style,
        "404.html": page("/", f"<p>Gone, in {colour}</p>"),
        "errors/500.html": f"<p>Down, in {colour}</p>",
        "history.atom": "\n".join(['<feed xmlns="http://www.w3.org/2005/Atom">', *entries, "</feed>"]),
        "index.html": page("./", *links, f"<p>{colour}</p>"),
        "live.json": json.dumps({"colour": colour}),
        "robots.txt": "User-agent: *",
    }
    for id, words in incidents.items():
        files[f"incidents/{id}/index.html"] = page("../../", '<a href="../../">Home</a>', f"<p>{words}</p>", picture)
    return files


#: Two builds of one site: an incident has more to say, one is new, one is gone, and the style is another.
OLD = site("red", {"a": "We look into it.", "b": "A mistake."})
NEW = site("green", {"a": "It works again.", "c": "Mail is late."})


def old(root: Path) -> Build:
    return made(root / "old", OLD, minute=1, whole=("404.html", "index.html", "live.json"))


def new(root: Path) -> Build:
    return made(root / "new", NEW, minute=2, whole=("404.html", "index.html", "live.json"))


def text_of(build: Build) -> dict[str, bytes]:
    """The bytes of every file of a build."""
    return {path: build.read(path) for path in build.files}
