"""A table of messages: the columns id, ts, channel, author and text, and some more."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.capture.models import Kind
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
from bot.importing.tables import CsvRows, Row, Rows, open_rows

PLATFORM, TENANT = "import", "import"
NEEDED = ("id", "ts", "channel", "author", "text")
MAY_HAVE = ("hub", "thread", "kind", "platform", "programme")
_CONVERSATION = re.compile(r"\s+")


class Messages:
    """The rows of a table as messages."""

    unit = Rows.unit

    def __init__(self, rows: Rows) -> None:
        """Read from these rows."""
        self._rows = rows
        self._seen: set[tuple[str, ...]] = set()

    @property
    def total(self) -> int:
        """Return the file's size in bytes."""
        return self._rows.total

    @property
    def done(self) -> int:
        """Return how many bytes were read."""
        return self._rows.done

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def items(self) -> Iterator[Item]:
        """Read on, row after row."""
        for line, row in self._rows.rows():
            item = row if isinstance(row, str) else self._read(row)
            yield BadRow(self._rows.name, line, item) if isinstance(item, str) else item
        self._rows.done = self._rows.total

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


def open_messages(path: Path) -> Messages:
    """Open a table of messages. Raises CannotImport."""
    rows = open_rows(path)
    missing = [column for column in NEEDED if column not in rows.columns]
    if isinstance(rows, CsvRows) and missing:
        rows.close()
        raise CannotImport(
            f"{path.name} can't be used as a table of messages: its first line must name the"
            f" columns {', '.join(NEEDED)} ({_quoted(missing)} missing)."
            f" It may have {', '.join(MAY_HAVE)}."
        )
    return Messages(rows)


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
