"""What applying a set-up did, in numbers and in words."""

from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["added", "changed", "unchanged"]
SORTS = {
    "programmes": "programme",
    "communities": "community",
    "hubs": "hub",
    "channels": "channel",
    "people": "person",
}


@dataclass(slots=True)
class SetupReport:
    """Counts by sort of thing; `left` people are known but not named in the file."""

    counts: dict[str, dict[Outcome, int]] = field(
        default_factory=lambda: {sort: {"added": 0, "changed": 0, "unchanged": 0} for sort in SORTS}
    )
    joined: int = 0
    left: int = 0
    left_with_contributions: int = 0

    def count(self, sort: str, outcome: Outcome) -> None:
        """Count one thing of a sort."""
        self.counts[sort][outcome] += 1

    def total(self, outcome: Outcome) -> int:
        """Return how many things of all sorts had this outcome."""
        return sum(counts[outcome] for counts in self.counts.values())

    @property
    def added(self) -> int:
        """Return how many things are new."""
        return self.total("added")

    @property
    def changed(self) -> int:
        """Return how many things now read differently."""
        return self.total("changed")

    @property
    def unchanged(self) -> int:
        """Return how many things were so already."""
        return self.total("unchanged")

    def lines(self) -> list[str]:
        """Return the report for the terminal."""
        said = [
            f"{sort.capitalize()}: {count['added']} added, {count['changed']} changed,"
            f" {count['unchanged']} unchanged."
            for sort, count in self.counts.items()
            if any(count.values())
        ]
        if self.joined:
            said.append(f"Accounts found to be the same person and joined: {self.joined}.")
        if self.left:
            said.append(
                f"People known but not in the file: {self.left}, {self.left_with_contributions} of"
                " them with contributions. Nobody is deleted; they stay as they are."
            )
        return said or ["The file names nothing, so nothing was changed."]

    def __str__(self) -> str:
        """Return the report for the terminal."""
        return "\n".join(self.lines())

    def as_dict(self) -> dict[str, Any]:
        """Return the report for a program to read."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "counts": self.counts,
            "joined": self.joined,
            "people_not_in_the_file": self.left,
            "of_them_with_contributions": self.left_with_contributions,
        }
