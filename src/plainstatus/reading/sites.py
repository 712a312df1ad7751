"""The sites of one folder: every `mkdocs.yml` and `mkdocs.NAME.yml` that stand beside each other."""

from pathlib import Path

from plainstatus.reading.settings import Configuration, read_configuration

_FIRST = "mkdocs.yml"


def config_files(root: Path) -> tuple[Path, ...]:
    """The settings of each site in the folder `root`: `mkdocs.yml`, if it is there, then the others by name."""
    return tuple(path for path in (root / _FIRST, *sorted(root.glob("mkdocs.*.yml"))) if path.is_file())


def sites_in(root: Path) -> tuple[Configuration, ...]:
    """The configuration of each site whose settings stand in the folder `root`, in the same order."""
    return tuple(map(read_configuration, config_files(root)))
