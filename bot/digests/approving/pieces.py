"""What a summary is made of, piece by piece, as a form or a log entry names it. Pure.

A piece is "theme:12", "ask:3", "working:4", "risk:12", "said:3", "impact" or "coming".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.digests.snapshot import AskLine, RiskLine, SaidLine, Snapshot, ThemeLine, WorkingLine

Line = AskLine | ThemeLine | WorkingLine | RiskLine | SaidLine
L = TypeVar("L", AskLine, ThemeLine, WorkingLine, RiskLine, SaidLine)
IMPACT, COMING = "impact", "coming"
LISTS = {IMPACT: "Early signs of impact", COMING: "Coming next"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: its name, and what to call it when it is chosen."""

    name: str
    label: str


def pieces(snapshot: Snapshot) -> Iterator[Piece]:
    """Return every piece that can be changed, in the order of the sections."""
    for ask in snapshot.asks:
        yield Piece(f"ask:{ask.ask_id}", f"Ask: {ask.words}")
    for theme in snapshot.themes:
        yield Piece(f"theme:{theme.theme_id}", f"Theme: {theme.label}")
    for working in snapshot.working:
        yield Piece(f"working:{working.lesson_id}", f"Working: {working.words}")
    for risk in snapshot.risks:
        yield Piece(f"risk:{risk.theme_id}", f"Risk: {risk.words}")
    yield Piece(IMPACT, LISTS[IMPACT])
    for said in snapshot.said:
        yield Piece(f"said:{said.ask_id}", f"You said: {said.asked}")
    yield Piece(COMING, LISTS[COMING])


def line_of(snapshot: Snapshot, name: str) -> Line | None:
    """Return the line that a piece's name stands for; None for a list, or when it is not there."""
    return next((line for line in _lines(snapshot) if name_of_line(line) == name), None)


def name_of_line(line: Line) -> str:
    """Return a line's name as a piece."""
    match line:
        case AskLine():
            return f"ask:{line.ask_id}"
        case ThemeLine():
            return f"theme:{line.theme_id}"
        case WorkingLine():
            return f"working:{line.lesson_id}"
        case RiskLine():
            return f"risk:{line.theme_id}"
        case SaidLine():
            return f"said:{line.ask_id}"


def with_line(snapshot: Snapshot, name: str, line: Line | None) -> Snapshot:
    """Return the snapshot with another line in a piece's place, or without it."""

    def changed(lines: tuple[L, ...], kind: type[L]) -> tuple[L, ...]:
        new = (line,) if isinstance(line, kind) else ()
        return tuple(
            each for old in lines for each in (new if name_of_line(old) == name else (old,))
        )

    return replace(
        snapshot,
        asks=changed(snapshot.asks, AskLine),
        themes=changed(snapshot.themes, ThemeLine),
        working=changed(snapshot.working, WorkingLine),
        risks=changed(snapshot.risks, RiskLine),
        said=changed(snapshot.said, SaidLine),
    )


def _lines(snapshot: Snapshot) -> tuple[Line, ...]:
    return (
        *snapshot.asks,
        *snapshot.themes,
        *snapshot.working,
        *snapshot.risks,
        *snapshot.said,
    )
