"""Tells what kind of file it is, and opens it."""

from pathlib import Path

from bot.importing.archive import open_archive
from bot.importing.messages import open_messages
from bot.importing.slack_export import SlackExport
from bot.importing.source import CannotImport, Source
from bot.importing.tables import JSON_LINES, TABLES

LARGEST_TABLE = 1_000_000_000
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")


def open_source(path: Path) -> Source:
    """Open a Slack export (folder or zip), a CSV or a JSON Lines file. Raises CannotImport."""
    if not path.exists():
        raise CannotImport(f"There is no file or folder {path}. Check its name.")
    if path.is_dir() or _is_zip(path):
        return _slack(path)
    if path.suffix.lower() == ".zip":
        raise CannotImport(f"{path.name} is not a zip file that can be opened. Download it again.")
    if path.stat().st_size > LARGEST_TABLE:
        raise CannotImport(f"{path.name} is larger than {LARGEST_TABLE:,} bytes. Split it.")
    if path.suffix.lower() in JSON_LINES | TABLES:
        return open_messages(path)
    raise CannotImport(
        f"{path.name} is of no kind that can be imported. Give a Slack export (.zip or its"
        " folder), a table (.csv) or JSON Lines (.jsonl)."
    )


def _slack(path: Path) -> SlackExport:
    archive = open_archive(path)
    try:
        return SlackExport(archive)
    except CannotImport:
        archive.close()
        raise


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _ZIP_MARKS
    except OSError as error:
        raise CannotImport(f"{path} can't be read: {error.strerror}.") from None
