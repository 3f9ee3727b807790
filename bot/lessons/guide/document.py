"""The guide as a document: who reads it, its stages, its themes and their entries. Pure.

What a reader may see is decided here once, so that chat, pages and files can't differ.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.lessons import wording
from bot.lessons.service import Sharing


class Reader(StrEnum):
    """For whom the guide is written."""

    NOW = "now"
    """Areas setting up now: members of the network."""
    LATER = "later"
    """Areas that may set up later, and the department."""
    SECTOR = "sector"
    """The wider sector: anyone."""


READS = {
    Reader.NOW: frozenset(Sharing),
    Reader.LATER: frozenset({Sharing.DEPARTMENT, Sharing.PUBLIC}),
    Reader.SECTOR: frozenset({Sharing.PUBLIC}),
}
"""How widely a lesson must be shared for each reader to see it."""
READERS = {
    Reader.NOW: "Areas setting up now",
    Reader.LATER: "Areas that may set up later",
    Reader.SECTOR: "The wider sector",
}
STAGES = {**{str(stage): title for stage, title in wording.STAGES.items()}, "": "Any stage"}
"""The stages in their order, by the key that a lesson has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One lesson in the guide: `hub` told it, `link` leads to the words it was learned from.

    `named`: the hub agreed to stand with it for everybody.
    """

    lesson_id: int
    recommendation: str
    worked: bool
    what_happened: str = ""
    why: str = ""
    early_signs: str = ""
    applies_when: str = ""
    not_when: str = ""
    evidence: str = "account"
    hubs: int = 1
    """How many hubs say so: its source, those that added an account and those that used it."""
    sharing: Sharing = Sharing.MEMBERS
    hub: str = ""
    named: bool = False
    learned_on: date
    checked_on: date | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A link or file that somebody shared in a theme; `anyone` may be given it, or only members."""

    title: str
    who_for: str
    url: str
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A theme within a stage; `theme_id` 0 gathers what is in no theme.

    `outside` is its title for those who are no members.
    """

    theme_id: int
    title: str
    entries: tuple[Entry, ...]
    outside: str
    introduction: str = ""
    materials: tuple[Material, ...] = ()
    """What was shared in the theme; read as it is now, never compiled."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a programme, by its key in STAGES."""

    key: str
    chapters: tuple[Chapter, ...]
    introduction: str = ""

    @property
    def title(self) -> str:
        """Return the stage as people call it."""
        return STAGES[self.key]

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return sum(len(chapter.entries) for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an entry since the version before: "added", "changed" or "removed"."""

    what: str
    lesson_id: int
    recommendation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """A version of the guide as one reader sees it. `number` 0: not compiled yet."""

    community: str
    programme: str
    number: int
    compiled_at: datetime
    reader: Reader
    introduction: str = ""
    stages: tuple[Stage, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def title(self) -> str:
        """Return what stands on its cover."""
        return f"{self.community}: what we have learned"

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return sum(stage.size for stage in self.stages)
