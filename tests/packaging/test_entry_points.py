from importlib.metadata import distribution
from pathlib import Path

import pytest

from plainstatus.look import ThemeMissing, theme_folder


def test_every_entry_point_leads_to_something() -> None:
    found = {(point.group, point.name): point.load() for point in distribution("plainstatus").entry_points}

    assert found.keys() == {
        ("console_scripts", "plainstatus"),
        ("mkdocs.plugins", "plainstatus"),
        ("mkdocs.themes", "plainstatus"),
    }
    assert callable(found["console_scripts", "plainstatus"])
    assert Path(found["mkdocs.themes", "plainstatus"].__file__).parent == theme_folder()


def test_the_theme_beside_the_package_wins_over_the_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src" / "plainstatus"
    in_checkout = tmp_path / "theme"
    for folder in (in_checkout, package / "theme"):
        folder.mkdir(parents=True)
        (folder / "mkdocs_theme.yml").touch()

    assert theme_folder(package) == package / "theme"

    (package / "theme" / "mkdocs_theme.yml").unlink()

    assert theme_folder(package) == in_checkout


def test_a_missing_theme_is_told_with_the_places_that_were_looked_at(tmp_path: Path) -> None:
    package = tmp_path / "src" / "plainstatus"

    with pytest.raises(ThemeMissing) as told:
        theme_folder(package)

    assert str(package / "theme") in str(told.value)
    assert str(tmp_path / "theme") in str(told.value)
