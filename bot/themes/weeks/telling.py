"""Tells a theme's past in a sentence or two."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.themes.models import Theme, ThemeEvent
from bot.words import count, day, listed

MOST_MERGES = 3


def past_of(session: Session, theme: Theme, zone: ZoneInfo) -> str:
    """Return where a theme came from, what became part of it and when a person named it."""
    events = session.scalars(
        select(ThemeEvent).where(ThemeEvent.theme_id == theme.id).order_by(ThemeEvent.id)
    ).all()
    told = [_origin(session, theme, events[0] if events else None, zone)]
    told.append(_merges(session, theme, zone))
    named = [event for event in events if event.what == "renamed"]
    if named and theme.label_by_id is not None:
        told.append(f"A facilitator named it on {_on(named[-1].at, zone)}.")
    return " ".join(sentence for sentence in told if sentence)


def _on(at: datetime, zone: ZoneInfo) -> str:
    return day(at.astimezone(zone).date())


def _origin(session: Session, theme: Theme, first: ThemeEvent | None, zone: ZoneInfo) -> str:
    detail = first.detail if first is not None else {}
    threads = detail.get("threads")
    size = f", with {count(threads, 'conversation')}" if threads else ""
    origin = session.get(Theme, detail["out_of"]) if "out_of" in detail else None
    if origin is not None:
        return f"It came out of “{origin.label}” on {_on(theme.born_at, zone)}{size}."
    return f"First found on {_on(theme.born_at, zone)}{size}."


def _merges(session: Session, theme: Theme, zone: ZoneInfo) -> str:
    merged = session.execute(
        select(Theme.label, ThemeEvent.at)
        .join(ThemeEvent, ThemeEvent.theme_id == Theme.id)
        .where(Theme.merged_into_id == theme.id, ThemeEvent.what == "merged")
        .order_by(ThemeEvent.id.desc())
    ).all()
    if not merged:
        return ""
    names = [f"“{label}”" for label, _ in merged[:MOST_MERGES]]
    if len(merged) > MOST_MERGES:
        names.append(count(len(merged) - MOST_MERGES, "other theme"))
    return f"{listed(names)} became part of it, the latest on {_on(merged[0].at, zone)}."
