"""Whole sites, made by MkDocs as a user makes them, at a moment that the test names."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..timeline.building import at


def built(folder: Path, *, now: str, components: str, incidents: Mapping[str, str], **options: Any) -> Path:
    """Build a site from the text of its files below `folder`; gives the folder that was made. Times are UTC."""
    settings = {
        "site_name": "Acme",
        "site_url": "https://status.example/",
        "docs_dir": "incidents",
        "theme": "plainstatus",
        "plugins": [{"plainstatus": options}],
    }
    files = {"mkdocs.yml": json.dumps(settings), "components.yml": components}
    files.update({f"incidents/{id}.md": text for id, text in incidents.items()})
    (folder / "incidents").mkdir(parents=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": f"{at(now).timestamp():.0f}"},
        check=True,
    )
    return folder / "site"
