"""A folder or a zip file of an export, read without unpacking and within limits."""

import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from bot.importing.source import CannotImport

LARGEST_FILE = 100_000_000
LARGEST_IN_ALL = 4_000_000_000
MOST_FILES = 200_000
HIGHEST_RATIO = 200
"""Times smaller that a file of text may be in a zip; a bomb is a thousand times smaller."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,  # encrypted files and methods that Python lacks
)


class Unreadable(Exception):
    """One file of the archive can't be read."""


class Archive(Protocol):
    """The files of an export by their names, with `/` between folders."""

    def names(self) -> list[str]:
        """Return every file's name."""
        ...

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises Unreadable."""
        ...

    def close(self) -> None:
        """Close the archive."""
        ...


def open_archive(path: Path) -> Archive:
    """Open a folder or a zip file. Raises CannotImport."""
    return FolderArchive(path) if path.is_dir() else ZipArchive(path)


class FolderArchive:
    """An export that was unpacked. Links that lead out of the folder are not followed."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def names(self) -> list[str]:
        """Return every file's name."""
        return [
            file.relative_to(self._path).as_posix()
            for file in sorted(self._path.rglob("*.json"))
            if file.is_file() and file.resolve().is_relative_to(self._path)
        ]

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises Unreadable."""
        try:
            with (self._path / name).open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise Unreadable(f"can't be read: {error.strerror}") from None
        if len(data) > LARGEST_FILE:
            raise Unreadable(f"is larger than {LARGEST_FILE:,} bytes")
        return data

    def close(self) -> None:
        """Nothing is open."""


class ZipArchive:
    """An export as it was downloaded. Nothing is ever written to the disk."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN:
            raise CannotImport(
                f"{path.name} is not a zip file that can be opened. Download it again."
            ) from None
        try:
            _check(path.name, self._zip.infolist())
        except CannotImport:
            self._zip.close()
            raise

    def names(self) -> list[str]:
        """Return every file's name."""
        return [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises Unreadable."""
        try:
            with self._zip.open(name) as file:
                return file.read(LARGEST_FILE)
        except (*_BROKEN, KeyError):
            raise Unreadable("is damaged or encrypted") from None

    def close(self) -> None:
        """Close the file."""
        self._zip.close()


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what no export holds: ways out of the folder, and small files that grow huge."""
    if len(entries) > MOST_FILES:
        raise CannotImport(f"{name} holds more than {MOST_FILES:,} files. It is not an export.")
    if sum(entry.file_size for entry in entries) > LARGEST_IN_ALL:
        raise CannotImport(f"{name} would unpack to more than {LARGEST_IN_ALL:,} bytes.")
    for entry in entries:
        if _leads_out(entry.filename):
            raise CannotImport(
                f"{name} holds a file whose name leads out of its folder. It is not safe to use."
            )
        grown = entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 50_000)
        if entry.file_size > LARGEST_FILE or grown:
            raise CannotImport(
                f"{name} holds a file that grows to {entry.file_size:,} bytes."
                " It is not safe to use."
            )


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True
