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


def theme_assets(theme: Path, own: Path | None = None) -> dict[str, str]:
    """Name → path on the site, of every file of the theme's `assets` folder.

    A file of the same name in the `assets` of `own`, the owner's folder of overrides, takes its place.
    """
    names = sorted(path.name for path in (theme / "assets").iterdir() if path.is_file())
    return {name: hashed_name(name, _asset(name, theme, own).read_bytes()) for name in names}


def _asset(name: str, theme: Path, own: Path | None) -> Path:
    if own and (own / "assets" / name).is_file():
        return own / "assets" / name
    return theme / "assets" / name
