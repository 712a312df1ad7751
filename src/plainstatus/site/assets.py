"""The files of the theme, and under which names they are served.

They carry a digest in their name, so that a browser may keep them for ever.
"""

import hashlib
from pathlib import Path, PurePosixPath


def hashed_name(name: str, content: bytes) -> str:
    """`style.css` → `assets/style.1a2b3c4d.css`."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"assets/{path.stem}.{digest}{path.suffix}"


def theme_assets(folder: Path) -> dict[str, str]:
    """Name → path on the site, of every file of the theme's `assets` folder."""
    files = sorted(path for path in (folder / "assets").iterdir() if path.is_file())
    return {path.name: hashed_name(path.name, path.read_bytes()) for path in files}
