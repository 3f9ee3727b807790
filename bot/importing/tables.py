"""CSV and JSON Lines: a message a row, with the columns id, ts, channel, author and text."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from bot.capture.models import Kind
from bot.importing.encoding import encoding_of
from bot.importing.source import (
    Author,
    BadRow,
    CannotImport,
    Item,
    LeftOut,
    Said,
    read_time,
    storable,
)

PLATFORM, TENANT = "import", "import"
NEEDED = ("id", "ts", "channel", "author", "text")
MAY_HAVE = ("hub", "thread", "kind", "platform", "programme")
LONGEST_LINE = 1_000_000
_DELIMITERS = ",;\t|"
_CONVERSATION = re.compile(r"\s+")

Row = Mapping[str, object]


class Table:
    """A file of rows. Subclasses say how a line becomes a row."""

    unit = "B"

    def __init__(self, path: Path) -> None:
        """Open the file. Raises CannotImport."""
        self._name = path.name
        self._seen: set[tuple[str, ...]] = set()
        try:
            self.total = path.stat().st_size
            encoding = encoding_of(path)
            self._file: IO[str] = path.open(encoding=encoding, errors="replace", newline="")
        except OSError as error:
            raise CannotImport(f"{path} can't be read: {error.strerror}.") from None
        self.done = 0

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def items(self) -> Iterator[Item]:
        """Read on, row after row."""
        for line, row in self._rows():
            item = row if isinstance(row, str) else self._read(row)
            yield BadRow(self._name, line, item) if isinstance(item, str) else item
        self.done = self.total

    def _rows(self) -> Iterator[tuple[int, Row | str]]:
        """Give each row with its line, or what is wrong with it."""
        raise NotImplementedError

    def _lines(self) -> Iterator[str]:
        """Give each line, cut where no message could be so long, and count the bytes."""
        while line := self._file.readline(LONGEST_LINE):
            self.done = min(self.total, self.done + len(line))
            yield line

    def _read(self, row: Row) -> Said | LeftOut | str:
        """Return a row as a message, or what is wrong with it."""
        empty = [name for name in NEEDED if not storable(row.get(name))]
        if empty == ["text"]:
            return LeftOut("without words")
        if empty:
            return f"{_quoted(empty)} empty"
        try:
            said = self._said(row)
        except ValueError as error:
            return str(error)
        if said.key in self._seen:
            return f"the id “{said.message_id}” is used twice; the first row with it is kept"
        self._seen.add(said.key)
        return said

    def _said(self, row: Row) -> Said:
        """Return a row as a message. Raises ValueError with what is wrong."""
        message_id, channel = storable(row["id"]), storable(row["channel"])
        author = storable(row["author"])
        return Said(
            platform=storable(row.get("platform")).lower() or PLATFORM,
            tenant=TENANT,
            conversation=_CONVERSATION.sub("-", channel.lower()),
            channel=channel,
            message_id=message_id,
            thread=storable(row.get("thread")) or message_id,
            author=Author(user_id=author, name=author),
            text=str(row["text"]),
            posted_at=read_time(storable(row["ts"])),
            hub=storable(row.get("hub")),
            programme=storable(row.get("programme")),
            kind=_kind(storable(row.get("kind"))),
        )


class CsvTable(Table):
    """Comma, semicolon, tab or bar separated values, with a line of names first."""

    def __init__(self, path: Path) -> None:
        """Open the file and read its names. Raises CannotImport."""
        super().__init__(path)
        header = next(self._lines(), "")
        delimiter = max(_DELIMITERS, key=header.count)
        self._columns = _column_names(header, delimiter)
        self._reader = csv.reader(self._lines(), delimiter=delimiter)
        if missing := [column for column in NEEDED if column not in self._columns]:
            self.close()
            raise CannotImport(
                f"{path.name} can't be used as a table of messages: its first line must name the"
                f" columns {', '.join(NEEDED)} ({_quoted(missing)} missing)."
                f" It may have {', '.join(MAY_HAVE)}."
            )

    def _rows(self) -> Iterator[tuple[int, Row | str]]:
        while True:
            line = self._reader.line_num + 2  # the names were on line 1
            try:
                values = next(self._reader, None)
            except csv.Error:
                yield line, "the row can't be read: look for a quote that is never closed"
                continue
            if values is None:
                return
            if not values:
                continue
            if len(values) != len(self._columns):
                yield line, f"it has {len(values)} values for {len(self._columns)} columns"
            else:
                yield line, dict(zip(self._columns, values, strict=True))


class JsonLines(Table):
    """One JSON object a line."""

    def _rows(self) -> Iterator[tuple[int, Row | str]]:
        for number, line in enumerate(self._lines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield number, row if isinstance(row, dict) else "the line is not a JSON object"


def _column_names(header: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:  # a first line of a megabyte names no columns
        return []
    return [name.strip().lower() for name in names]


def _kind(written: str) -> Kind | None:
    """Return the kind that a row gives. Raises ValueError when it is none we know."""
    if not written:
        return None
    try:
        return Kind(written.lower())
    except ValueError:
        raise ValueError(f"“kind” is not one of: {', '.join(Kind)}") from None


def _quoted(names: list[str]) -> str:
    listed = ", ".join(f"“{name}”" for name in names)
    return f"{listed} {'is' if len(names) == 1 else 'are'}"
