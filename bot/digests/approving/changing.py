"""One piece of a summary as a form changed it. Pure: what was typed in, the new snapshot out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.digests.approving import forms
from bot.digests.approving.pieces import IMPACT, LISTS, Line, line_of, with_line
from bot.digests.snapshot import (
    AskLine,
    Rating,
    RiskLine,
    SaidLine,
    Snapshot,
    ThemeLine,
    WorkingLine,
)

Typed = Callable[[str], str]
"""What was typed into a field, by its name; empty when nothing was."""
MOST_LINES = 8
NO_WORDS = "Write a sentence, or choose “Leave it out”."
NO_LABEL = "Give the theme a name, or choose “Leave it out”."
NO_RATING = "Choose red, amber or green, or empty the reason."
NO_REASON = "Say why you rate it so: a rating without a reason helps nobody."
TOO_LONG = "Write at most {most:,} characters."
TOO_MANY = f"Write at most {MOST_LINES} lines: the summary is read in two minutes."


class Unfit(Exception):
    """What was typed can't be taken. `errors` says what to mend, by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("a form can't be taken")
        self.errors = errors


class NotThere(Exception):
    """The piece is not in the summary, or not any more."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The snapshot with the change, what it was ("changed", "dropped") and the new words.

    `new` are the words that were typed, by field, each with those that it replaces.
    """

    snapshot: Snapshot
    what: str
    new: dict[str, tuple[str, str]]


def change(snapshot: Snapshot, piece: str, typed: Typed) -> Changed:
    """Return the snapshot with one piece as typed. Raises NotThere or Unfit."""
    if piece in LISTS:
        return _change_list(snapshot, piece, typed(forms.LINES))
    line = line_of(snapshot, piece)
    if line is None:
        raise NotThere
    if typed(forms.STAYS) == forms.NO:
        return Changed(with_line(snapshot, piece, None), "dropped", {})
    fields, changed = _texts(line), _changed(line, typed)
    if errors := {name: text for name in fields if (text := _error(name, typed(name)))}:
        raise Unfit(errors)
    new = {name: (typed(name), old) for name, old in fields.items() if typed(name) != old}
    return Changed(with_line(snapshot, piece, changed), "changed", new)


def _change_list(snapshot: Snapshot, piece: str, text: str) -> Changed:
    lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if len(lines) > MOST_LINES or len(text) > forms.LONGEST_LINES:
        raise Unfit({forms.LINES: TOO_MANY})
    old = snapshot.impact if piece == IMPACT else snapshot.coming
    new = {forms.LINES: (text, "\n".join(old))} if lines != old else {}
    if piece == IMPACT:
        return Changed(replace(snapshot, impact=lines), "changed", new)
    return Changed(replace(snapshot, coming=lines), "changed", new)


def _texts(line: Line) -> dict[str, str]:
    """Return the words of a line by the field in which they are typed."""
    match line:
        case ThemeLine():
            return {forms.LABEL: line.label, forms.WORDS: line.sentence}
        case RiskLine():
            return {forms.WORDS: line.words, forms.BECAUSE: line.reason}
        case WorkingLine():
            return {forms.WORDS: line.words, forms.EVIDENCE: line.evidence}
        case SaidLine():
            return {forms.WORDS: line.reply}
        case AskLine():
            return {forms.WORDS: line.words}


def _changed(line: Line, typed: Typed) -> Line:
    said = typed(forms.WORDS)
    changed: Line
    match line:
        case ThemeLine():
            if not typed(forms.LABEL):
                raise Unfit({forms.LABEL: NO_LABEL})
            quote = None if typed(forms.QUOTE) == forms.NO else line.quote
            changed = replace(line, label=typed(forms.LABEL), sentence=said, quote=quote)
        case RiskLine():
            now, reason = _rating(typed)
            changed = replace(line, words=said, now=now, reason=reason)
        case WorkingLine():
            changed = replace(line, words=said, evidence=typed(forms.EVIDENCE))
        case SaidLine():
            return replace(line, reply=said)
        case AskLine():
            changed = replace(line, words=said)
    if not said:
        raise Unfit({forms.WORDS: NO_WORDS})
    return changed


def _rating(typed: Typed) -> tuple[Rating | None, str]:
    """Return the rating and its reason: both, or neither."""
    reason, chosen = typed(forms.BECAUSE), typed(forms.RATING)
    if not chosen and not reason:
        return None, ""
    if chosen not in set(Rating):
        raise Unfit({forms.RATING: NO_RATING})
    if not reason:
        raise Unfit({forms.BECAUSE: NO_REASON})
    return Rating(chosen), reason


def _error(name: str, text: str) -> str:
    most = forms.LONGEST_LABEL if name == forms.LABEL else forms.LONGEST
    return TOO_LONG.format(most=most) if len(text) > most else ""
