"""Where the theme's folder lies: inside the package when installed, at the top of a checkout otherwise.

It is the `mkdocs.themes` entry point, and knows nothing of what is in the folder.
"""

from dataclasses import dataclass
from pathlib import Path

MARK = "mkdocs_theme.yml"


class ThemeMissing(FileNotFoundError):
    """Neither the installed package nor a checkout around it has the theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What MkDocs asks of a theme: something with a `__file__` beside the templates."""

    __file__: str


def theme_folder(package: Path | None = None) -> Path:
    """The folder of templates and assets that belongs to `package`, the folder of this module by default.

    Raises ThemeMissing with the places that were looked at.
    """
    beside = (package or Path(__file__).resolve().parent) / "theme"
    in_checkout = beside.parent.parent.parent / "theme"
    for folder in (beside, in_checkout):
        if (folder / MARK).is_file():
            return folder
    raise ThemeMissing(
        f"The theme of plainstatus is missing: there is no {MARK} in {beside} nor in {in_checkout}. "
        "Install the package again, or restore the checkout's theme/ folder."
    )


def __getattr__(name: str) -> Theme:
    if name == "theme":
        return Theme(str(theme_folder() / MARK))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
