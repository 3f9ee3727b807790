"""What an import did, in numbers and in words."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot.importing.source import BadRow

SHOWN = 20
KEPT = 1000
"""Bad rows that are kept to be listed; the rest are only counted."""


@dataclass(slots=True)
class ImportReport:
    """Counts of messages by what became of them, and the rows that could not be read."""

    added: int = 0
    already_there: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)
    people: int = 0
    channels: int = 0
    hubs: int = 0

    def reject(self, row: BadRow) -> None:
        """Count a bad row, and keep it to be listed."""
        self.bad += 1
        if len(self.bad_rows) < KEPT:
            self.bad_rows.append(row)

    def lines(self) -> list[str]:
        """Return the report for the terminal."""
        said = [
            f"Messages added: {self.added:,}. Already there: {self.already_there:,}.",
            f"New people: {self.people:,}, channels: {self.channels:,}, hubs: {self.hubs:,}.",
        ]
        said += [f"Left out, {why}: {count:,}." for why, count in sorted(self.left_out.items())]
        if self.bad:
            said.append(f"Rows that could not be read and were skipped: {self.bad:,}.")
            said += [f"  {row}" for row in self.bad_rows[:SHOWN]]
        if self.bad > SHOWN:
            said.append(f"  and {self.bad - SHOWN:,} more; --json lists up to {KEPT:,}.")
        return said

    def __str__(self) -> str:
        """Return the report for the terminal."""
        return "\n".join(self.lines())

    def as_dict(self) -> dict[str, Any]:
        """Return the report for a program to read."""
        return {
            "added": self.added,
            "already_there": self.already_there,
            "left_out": dict(self.left_out),
            "bad": self.bad,
            "bad_rows": [
                {"file": row.file, "line": row.line, "what": row.what} for row in self.bad_rows
            ],
            "people": self.people,
            "channels": self.channels,
            "hubs": self.hubs,
        }
