"""How a summary's facts are put into words: numbers, ratings, where an ask stands."""

from bot.digests.disclosure.coverage import covered_in_words
from bot.digests.replies.models import AskKind, Standing
from bot.digests.snapshot import Rating, RiskLine, SaidLine, Snapshot, ThemeLine
from bot.themes.trend import Trend

ASK_KINDS = {
    AskKind.DECISION: "For your decision",
    AskKind.DIRECTION: "For your direction",
    AskKind.ADVICE: "For your advice",
    AskKind.SUPPORT: "For your support",
    AskKind.INFORMATION: "For your information",
}
STANDINGS = {
    Standing.OPEN: "Open: no reply yet.",
    Standing.ACKNOWLEDGED: "Acknowledged: a reply is to come.",
    Standing.ANSWERED: "Answered.",
    Standing.DOING: "Doing.",
    Standing.NOT_DOING: "Not doing.",
}
_TRENDS = {
    Trend.NEW: "new",
    Trend.RISING: "rising",
    Trend.STEADY: "steady",
    Trend.FADING: "fading",
}
_RATINGS = {Rating.RED: "Red", Rating.AMBER: "Amber", Rating.GREEN: "Green", None: "Not rated"}
_SHAPES = {Rating.RED: "■", Rating.AMBER: "▲", Rating.GREEN: "●", None: "○"}
"""A shape beside the word: neither colour nor letters alone tell them apart."""


def sentence(text: str) -> str:
    """Return the words with a capital and a full stop."""
    said = text.strip()
    end = "" if said.endswith((".", "!", "?", "…")) else "."
    return f"{said[:1].upper()}{said[1:]}{end}"


def numbers(line: ThemeLine) -> str:
    """Return a theme's band and trend: "3 to 5 hubs, rising"."""
    return f"{line.band}, {_TRENDS[line.trend]}"


def shape(rating: Rating | None) -> str:
    """Return the shape that goes with a rating."""
    return _SHAPES[rating]


def rating_word(rating: Rating | None) -> str:
    """Return a rating in a word."""
    return _RATINGS[rating]


def rated(line: RiskLine) -> str:
    """Return how a risk is rated now, and last time if that was rated: "Red (was amber):"."""
    last = f" (was {rating_word(line.last).lower()})" if line.last else ""
    same = line.last is line.now
    return f"{rating_word(line.now)}{' (as last time)' if line.last and same else last}:"


def asked_before(line: SaidLine) -> tuple[str, str]:
    """Return what was asked and when, and where that stands."""
    when = f" by {line.by_when}." if line.by_when else ""
    standing = STANDINGS[Standing(line.standing)]
    told = standing[:-1] + "," + when if when else standing
    return f"Asked on {line.sent}: {sentence(line.asked)}", told


def coverage(snapshot: Snapshot) -> str:
    """Return how many hubs spoke at all."""
    return covered_in_words(snapshot.spoke, snapshot.hubs)


def period(snapshot: Snapshot) -> str:
    """Return which days it is about, with a capital."""
    return snapshot.week[:1].upper() + snapshot.week[1:]
