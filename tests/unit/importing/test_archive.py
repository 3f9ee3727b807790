"""Zip files are read within limits and never unpacked."""

import zipfile
from pathlib import Path

import pytest

from bot.importing.archive import MOST_FILES, FolderArchive, ZipArchive, _check
from bot.importing.opening import open_source
from bot.importing.source import CannotImport
from tests.unit.importing.conftest import export_files, write_zip


@pytest.mark.parametrize(
    "name", ["../evil.json", "a/../../evil.json", "/etc/evil", "C:/evil", "..\\e"]
)
def test_a_way_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "e.zip", export_files({}) | {name: b"[]"})
    with pytest.raises(CannotImport, match="leads out of its folder"):
        open_source(path)


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"hub-leads/2025-07-06.json": b"\0" * 30_000_000})
    assert path.stat().st_size < 100_000
    with pytest.raises(CannotImport, match="grows to 30,000,000 bytes"):
        open_source(path)


def test_too_many_files_are_refused() -> None:
    with pytest.raises(CannotImport, match="200,000 files"):
        _check("e.zip", [zipfile.ZipInfo("a.json")] * (MOST_FILES + 1))


def test_sizes_are_limited_in_all() -> None:
    entries = [zipfile.ZipInfo(f"{number}.json") for number in range(50)]
    for entry in entries:
        entry.file_size, entry.compress_size = 90_000_000, 80_000_000
    with pytest.raises(CannotImport, match="unpack to more than"):
        _check("e.zip", entries)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", export_files({}))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(CannotImport, match="Download it again"):
        open_source(path)


def test_a_damaged_file_in_a_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.json", b"[" + b" " * 100 + b"]")
    path.write_bytes(path.read_bytes().replace(b" " * 50, b"\t" * 50, 1))
    with pytest.raises(CannotImport, match=r"users\.json can't be read"):
        open_source(path)


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("[]")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "users.json").symlink_to(tmp_path / "secret.json")
    assert FolderArchive(folder).names() == []


def test_an_ordinary_export_is_within_the_limits(tmp_path: Path) -> None:
    archive = ZipArchive(write_zip(tmp_path / "e.zip", export_files({})))
    assert archive.names() == ["users.json", "channels.json"]
    archive.close()
