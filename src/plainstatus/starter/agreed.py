"""Where the templates of every new site lie: inside the package when installed, in a checkout's own site otherwise."""

from pathlib import Path


class TemplatesMissing(FileNotFoundError):
    """Neither the installed package nor a checkout around it has the templates."""


def templates_folder(package: Path | None = None) -> Path:
    """The folder of templates that belongs to `package`, the folder of this package by default.

    Raises TemplatesMissing with the places that were looked at.
    """
    beside = (package or Path(__file__).resolve().parents[1]) / "templates"
    in_checkout = beside.parents[2] / "incidents" / "_templates"
    for folder in (beside, in_checkout):
        if folder.is_dir():
            return folder
    raise TemplatesMissing(f"The templates of plainstatus are missing: neither {beside} nor {in_checkout} is there.")
