"""Reads labelled texts from a CSV file, and says in plain words what is wrong with one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NO_THEME = "__noise__"
LONGEST_FIELD = 10_000_000


class UnreadableError(ValueError):
    """The file can't be used; the message says why and what to do."""


@dataclass(frozen=True)
class Labelled:
    """Texts with the theme each is about (None: none) and, if known, when it was written."""

    texts: list[str]
    themes: list[str | None]
    times: list[datetime] | None = None


def read_labelled(path: Path) -> Labelled:
    """Read columns `text`, `label` and, if it is there, `time` (ISO 8601); others are ignored.

    A label that is empty or `__noise__` is no theme. Raises UnreadableError.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(LONGEST_FIELD)
            return gathered(path.name, csv.DictReader(file, strict=True))
    except OSError as error:
        raise UnreadableError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{path.name} is not UTF-8 (byte {error.start + 1}): save it again as CSV UTF-8."
        ) from None
    except csv.Error as error:
        raise UnreadableError(f"{path.name} is not a CSV file: {error}.") from None


def gathered(name: str, rows: "csv.DictReader[str]") -> Labelled:
    """Check the columns, then take every row that has a text."""
    columns = {str(column).strip().lower(): column for column in rows.fieldnames or ()}
    check_columns(name, columns)
    found = list(kept(rows, columns))
    if not found:
        raise UnreadableError(f"{name} has no texts: below the first line it is empty.")
    times = None
    if "time" in columns:
        times = [written(name, line, row[columns["time"]]) for line, row in found]
    labels = [(row[columns["label"]] or "").strip() for _, row in found]
    return Labelled(
        texts=[row[columns["text"]] for _, row in found],
        themes=[None if label in {"", NO_THEME} else label for label in labels],
        times=times,
    )


def check_columns(name: str, columns: dict[str, str]) -> None:
    """Refuse a file without the columns that are needed."""
    if not columns:
        raise UnreadableError(f"{name} is empty: give a CSV file with columns text and label.")
    missing = [column for column in ("text", "label") if column not in columns]
    if missing:
        there = ", ".join(columns)
        hint = " Separate columns with commas." if ";" in there or "\t" in there else ""
        raise UnreadableError(
            f"{name} has no column {' and no column '.join(missing)} in its first line;"
            f" it has: {there}.{hint}"
        )


def kept(
    rows: "csv.DictReader[str]", columns: dict[str, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row with a text, and the line it ends on."""
    for row in rows:
        if (row[columns["text"]] or "").strip():
            yield rows.line_num, row


def written(name: str, line: int, time: str | None) -> datetime:
    """When a text was written."""
    try:
        found = datetime.fromisoformat((time or "").strip())
    except ValueError:
        raise UnreadableError(
            f"{name}, line {line}: the time {time!r} is not like 2026-07-06 or 2026-07-06T10:35."
        ) from None
    return found.replace(tzinfo=None)
