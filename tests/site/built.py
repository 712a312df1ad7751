"""Whole sites, made by MkDocs as a user makes them, at a moment that the test names."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..timeline.building import at

SITE_URL = "https://status.example/"


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files`, by path below `folder`, in the order in which they are given; gives the folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def config(mkdocs: Mapping[str, Any] | None = None, **options: Any) -> str:
    """The text of an `mkdocs.yml`: `options` are ours, `mkdocs` what else is set. JSON is YAML too."""
    settings = {
        "site_name": "Acme",
        "site_url": SITE_URL,
        "docs_dir": "incidents",
        "theme": "plainstatus",
        "plugins": [{"plainstatus": options}],
    }
    return json.dumps({**settings, **(mkdocs or {})}, indent=1)


def run_mkdocs(
    folder: Path, *arguments: str, now: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`mkdocs ARGUMENTS` in `folder`, as on a command line. `now` is in UTC."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": f"{at(now).timestamp():.0f}", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
    )


def build(folder: Path, *arguments: str, now: str, environment: Mapping[str, str] | None = None) -> Path:
    """Build the site whose files are in `folder`, without a warning; gives the folder that was made."""
    done = run_mkdocs(folder, "build", "--quiet", "--strict", *arguments, now=now, environment=environment)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def built(
    folder: Path,
    *,
    now: str,
    components: str,
    incidents: Mapping[str, str],
    mkdocs: Mapping[str, Any] | None = None,
    **options: Any,
) -> Path:
    """Build a site from the text of its files below `folder`; gives the folder that was made. Times are UTC.

    `incidents` maps names below the incident folder, without their ending, to the text; `options` are
    our settings, `mkdocs` what else is set.
    """
    files = {"mkdocs.yml": config(mkdocs, **options), "components.yml": components}
    files.update({f"incidents/{id}.md": text for id, text in incidents.items()})
    (folder / "incidents").mkdir(parents=True)
    return build(write_files(folder, files), now=now)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
