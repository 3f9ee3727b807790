"""CSV and JSON Lines: a row a line, of whatever the table tells."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from bot.importing.encoding import encoding_of
from bot.importing.source import CannotImport

JSON_LINES = {".jsonl", ".ndjson", ".json"}
TABLES = {".csv", ".tsv", ".txt"}
LONGEST_LINE = 1_000_000
_DELIMITERS = ",;\t|"

Row = Mapping[str, object]


class Rows:
    """A file of rows, of whatever they tell. Subclasses say how a line becomes a row."""

    unit = "B"
    columns: Sequence[str] = ()
    """The names of the columns, where the file begins with them."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises CannotImport."""
        self.name = path.name
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

    def rows(self) -> Iterator[tuple[int, Row | str]]:
        """Give each row with its line, or what is wrong with it."""
        raise NotImplementedError

    def _lines(self) -> Iterator[str]:
        """Give each line, cut where no message could be so long, and count the bytes."""
        while line := self._file.readline(LONGEST_LINE):
            self.done = min(self.total, self.done + len(line))
            yield line


class CsvRows(Rows):
    """Comma, semicolon, tab or bar separated values, with a line of names first."""

    def __init__(self, path: Path) -> None:
        """Open the file and read its names. Raises CannotImport."""
        super().__init__(path)
        header = next(self._lines(), "")
        delimiter = max(_DELIMITERS, key=header.count)
        self.columns = _column_names(header, delimiter)
        self._reader = csv.reader(self._lines(), delimiter=delimiter)

    def rows(self) -> Iterator[tuple[int, Row | str]]:
        """Give each row by the columns' names."""
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
            if len(values) != len(self.columns):
                yield line, f"it has {len(values)} values for {len(self.columns)} columns"
            else:
                yield line, dict(zip(self.columns, values, strict=True))


class JsonRows(Rows):
    """One JSON object a line."""

    def __init__(self, path: Path) -> None:
        """Open the file; the first object's names stand for all. Raises CannotImport."""
        super().__init__(path)
        try:
            first = json.loads(self._file.readline(LONGEST_LINE) or "{}")
        except (ValueError, RecursionError):
            first = {}
        self.columns = list(first) if isinstance(first, dict) else []
        self._file.seek(0)

    def rows(self) -> Iterator[tuple[int, Row | str]]:
        """Give each object."""
        for number, line in enumerate(self._lines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            yield number, row if isinstance(row, dict) else "the line is not a JSON object"


def open_rows(path: Path) -> Rows:
    """Open a table by its ending: JSON Lines or CSV. Raises CannotImport."""
    if path.suffix.lower() in JSON_LINES:
        return JsonRows(path)
    if path.suffix.lower() in TABLES:
        return CsvRows(path)
    raise CannotImport(f"{path.name} is no table: give a .csv or .jsonl file.")


def _column_names(header: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:  # a first line of a megabyte names no columns
        return []
    return [name.strip().lower() for name in names]
