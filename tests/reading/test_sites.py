"""The sites of one folder."""

from pathlib import Path

from plainstatus.reading.sites import config_files, sites_in


def test_the_first_site_comes_before_the_others_which_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("mkdocs.partners.yml", "mkdocs.internal.yml", "mkdocs.yml", "mkdocs-old.yml", "components.yml"):
        (tmp_path / name).write_text("site_name: Otter\nplugins: [plainstatus]\n", encoding="utf-8")
    (tmp_path / "mkdocs.folder.yml").mkdir()

    files = config_files(tmp_path)

    assert [file.name for file in files] == ["mkdocs.yml", "mkdocs.internal.yml", "mkdocs.partners.yml"]
    assert [site.files.config_file for site in sites_in(tmp_path)] == list(files)


def test_a_folder_may_have_further_sites_alone_or_none(tmp_path: Path) -> None:
    assert config_files(tmp_path) == ()

    (tmp_path / "mkdocs.internal.yml").write_text("site_name: Otter\n", encoding="utf-8")

    assert [file.name for file in config_files(tmp_path)] == ["mkdocs.internal.yml"]
