"""Files that are there whole or not at all."""

import os
from pathlib import Path

import pytest

from plainstatus.writing.atomic import create_text, write_text


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old\r\n")
    return path


def test_a_written_file_holds_the_text_as_it_was_given(file):
    write_text(file, "new\r\nsecond – line\n")

    assert file.read_bytes() == "new\r\nsecond – line\n".encode()
    assert [path.name for path in file.parent.iterdir()] == ["a.md"]


def test_a_written_file_keeps_its_permissions(file):
    file.chmod(0o640)

    write_text(file, "new")

    assert file.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "plain").write_text("")

    create_text(tmp_path / "deep" / "new.md", "words")

    assert (tmp_path / "deep" / "new.md").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("fault", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_old_file_alone(file, monkeypatch, fault):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((Path, "replace") if fault == "replace" else (os, "fsync")), fail)

    with pytest.raises(OSError, match="No space left"):
        write_text(file, "new")

    assert file.read_bytes() == b"old\r\n"
    assert [path.name for path in file.parent.iterdir()] == ["a.md"]


def test_a_file_that_is_there_is_not_created_again(file):
    with pytest.raises(FileExistsError):
        create_text(file, "new")

    assert file.read_bytes() == b"old\r\n"
    assert [path.name for path in file.parent.iterdir()] == ["a.md"]


def test_a_file_is_created_on_a_disk_that_knows_no_links(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)

    create_text(tmp_path / "new.md", "words")
    with pytest.raises(FileExistsError):
        create_text(tmp_path / "new.md", "other words")

    assert (tmp_path / "new.md").read_text() == "words"


def test_a_symbolic_link_is_not_written_through(file, tmp_path):
    link = tmp_path / "link.md"
    link.symlink_to(file)

    with pytest.raises(OSError, match="symbolic link"):
        write_text(link, "new")

    assert file.read_bytes() == b"old\r\n"


def test_a_folder_that_leads_out_is_refused(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "2026").symlink_to(outside)

    with pytest.raises(PermissionError, match="leads out"):
        create_text(inside / "2026" / "a.md", "words", inside=inside)

    assert list(outside.iterdir()) == []
