"""What a summary says, frozen when it was drafted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.digests.bands import Band, Shown
from bot.themes.trend import Trend


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

    @property
    def shown(self) -> Shown:
        """Return the band as shown."""
        return Shown(self.band, self.counted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A summary's words and numbers. `week` is in words; `zone` names the zone of its dates."""

    community: str
    week: str
    zone: str
    spoke: int
    hubs: int
    themes: tuple[ThemeLine, ...]


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
