"""What a summary says, frozen when it was drafted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.digests.bands import Band, Shown
from bot.themes.trend import Trend


class Rating(StrEnum):
    """How serious a risk or an issue is, as a person rated it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A message's own words, unattributed; its author agreed to that."""

    contribution_id: int
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AskLine:
    """What is asked of the department; `kind` is an `AskKind`."""

    ask_id: int
    kind: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingLine:
    """A checked lesson that may be shared: what works, and what it rests on, in words."""

    lesson_id: int
    words: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskLine:
    """A risk or an issue: how a person rates it now and rated it in the last summary."""

    theme_id: int
    words: str
    now: Rating | None = None
    last: Rating | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidLine:
    """You said, we did: an ask, when it was sent, and what the department replied.

    `standing` is an ask's `Standing`; `sent` and `by_when` are dates in words.
    """

    ask_id: int
    asked: str
    sent: str
    standing: str
    reply: str = ""
    by_when: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What was held back, and why: for the facilitators only, never posted."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeLine:
    """One theme as the department will see it.

    `counted` is never shown: the number of hubs when the band was set, to compare with next time.
    """

    theme_id: int
    label: str
    sentence: str
    band: Band
    trend: Trend
    counted: int
    quote: Quoted | None = None

    @property
    def shown(self) -> Shown:
        """Return the band as shown."""
        return Shown(self.band, self.counted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A summary's words and numbers. `week` is in words; `zone` names the zone of its dates.

    `impact` are early signs of impact and `coming` is what comes next, in a facilitator's words.
    """

    community: str
    week: str
    zone: str
    spoke: int
    hubs: int
    themes: tuple[ThemeLine, ...]
    asks: tuple[AskLine, ...] = ()
    working: tuple[WorkingLine, ...] = ()
    risks: tuple[RiskLine, ...] = ()
    impact: tuple[str, ...] = ()
    said: tuple[SaidLine, ...] = ()
    coming: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()


_snapshots = TypeAdapter(Snapshot)


def freeze(snapshot: Snapshot) -> dict[str, Any]:
    """Return the snapshot as it is kept."""
    kept: dict[str, Any] = _snapshots.dump_python(snapshot, mode="json")
    return kept


def thaw(kept: dict[str, Any]) -> Snapshot:
    """Return the snapshot that was kept."""
    return _snapshots.validate_python(kept)


def date_in_words(at: datetime, zone: str) -> str:
    """Return a date as people write it: "28 September 2026"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"
