"""Reads the rows of a lessons log as lessons, or says what is wrong with a row. Pure."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.importing.lessons.columns import plain
from bot.importing.source import storable
from bot.lessons.models import Evidence, Stage
from bot.lessons.service import Sharing

Row = Mapping[str, object]
LONGEST = 3000
LONGEST_SENTENCE = 300
UK_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YES = ("yes", "y", "true", "1", "worked", "it worked", "positive", "success", "went well", "good")
STAGES: Mapping[str, tuple[str, ...]] = {
    Stage.SET_UP: (
        "set up",
        "setup",
        "start up",
        "initiation",
        "planning",
        "design",
        "mobilisation",
    ),
    Stage.LAUNCH: ("launch", "go live", "roll out", "rollout", "implementation"),
    Stage.DELIVERY: ("delivery", "execution", "operation", "running", "business as usual"),
    Stage.SUSTAIN: ("sustain", "sustain and exit", "closure", "exit", "close", "transition"),
}
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    Evidence.COUNTED: ("counted", "figures", "data"),
    Evidence.COMPARED: ("compared", "comparison", "before and after"),
    Evidence.EVALUATED: ("evaluated", "independently evaluated", "evaluation"),
}
"""That three hubs say the same is counted by us, never taken from a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a lesson of a log says; what it does not say is empty."""

    what_happened: str
    why: str
    early_signs: str
    recommendation: str
    applies_when: str
    not_when: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """A lesson of a log. `key` stays the same when the file is read again."""

    key: str
    on: datetime | None
    hub: str
    words: Words
    worked: bool
    stage: str
    evidence: str
    sharing: Sharing


def read_row(row: Row, columns: Mapping[str, str], zone: ZoneInfo) -> Logged | str:
    """Return the row as a lesson, or what is wrong with it in words."""
    said = {field: _words(row.get(column)) for field, column in columns.items()}
    recommendation = said["recommendation"]
    if not recommendation:
        return "it says nothing to tell others"
    happened = "\n".join(filter(None, (said.get("what_happened"), said.get("effect"))))
    try:
        on = read_date(said.get("date", ""), zone)
    except ValueError as problem:
        return str(problem)
    first, rest = _sentence(recommendation)
    return Logged(
        key=_key(said),
        on=on,
        hub=storable(said.get("hub", "")),
        words=Words(
            what_happened="\n".join(filter(None, (happened, rest)))[:LONGEST] or recommendation,
            why=said.get("why", ""),
            early_signs=said.get("early_signs", ""),
            recommendation=first,
            applies_when=said.get("applies_when", ""),
            not_when=said.get("not_when", ""),
        ),
        worked=plain(said.get("worked", "")) in YES,
        stage=_one_of(STAGES, said.get("stage", ""), ""),
        evidence=_one_of(EVIDENCE, said.get("evidence", ""), Evidence.ACCOUNT),
        sharing=_sharing(said.get("sharing", "")),
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()[:LONGEST] if isinstance(value, str | int | float) else ""


def _key(said: Mapping[str, str]) -> str:
    """Return the row's id, or a mark of its words where it has none."""
    if said.get("id"):
        return storable(said["id"])
    told = "\n".join(f"{field}={words}" for field, words in sorted(said.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _sentence(words: str) -> tuple[str, str]:
    """Part what is too long for one sentence: the first, and all of it to go with what happened."""
    flat = " ".join(words.split())
    if len(flat) <= LONGEST_SENTENCE:
        return flat, ""
    end = re.search(r"[.!?](?=\s)", flat[:LONGEST_SENTENCE])
    first = flat[: end.end()] if end else flat[: LONGEST_SENTENCE - 1].rsplit(" ", 1)[0] + "…"
    return first, flat


def read_date(written: str, zone: ZoneInfo) -> datetime | None:
    """Return a day (2019-03-31 or 31/03/2019) or a time; None for none. Raises ValueError."""
    if not written:
        return None
    british = UK_DATE.fullmatch(written)
    try:
        if british:
            day, month, year = map(int, british.groups())
            return datetime(year, month, day, 12, tzinfo=zone).astimezone(UTC)
        at = datetime.fromisoformat(written)
    except (ValueError, OverflowError):
        raise ValueError(f"“{written}” is not a date such as 31/03/2019 or 2019-03-31") from None
    if at.time() == time(0) and at.tzinfo is None:
        at = at.replace(hour=12)
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"“{written}” is not a date that anybody lived in") from None


def _one_of(choices: Mapping[str, tuple[str, ...]], written: str, otherwise: str) -> str:
    wanted = plain(written)
    return next((str(key) for key, names in choices.items() if wanted in names), str(otherwise))


def _sharing(written: str) -> Sharing:
    """Return how widely it may be shared: no further than members unless the file says so."""
    wanted = plain(written)
    if wanted in ("public", "anyone", "published"):
        return Sharing.PUBLIC
    return Sharing.DEPARTMENT if wanted in ("department", "government") else Sharing.MEMBERS
