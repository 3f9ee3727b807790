"""How the guide says things: evidence, where a lesson comes from, what changed. Pure."""

from bot.lessons.guide.document import Change, Entry, Guide, Reader
from bot.lessons.models import Evidence
from bot.lessons.wording import LEARNED_FROM, evidence_sentence
from bot.words import band, count, day

FOR = {
    Reader.NOW: "For members of the network. Do not pass it on outside.",
    Reader.LATER: "For areas that may set up later, and the department.",
    Reader.SECTOR: "For the wider sector.",
}
CHANGED = {"added": "New", "changed": "Changed", "removed": "No longer in the guide"}
NOTHING = "No lesson has been checked and shared this widely yet."
ABOUT = (
    "It is compiled from lessons that hubs told and a facilitator checked. A lesson is what worked"
    " or did not for those who told it: read when it applies before you use it."
)


def evidence(entry: Entry, reader: Reader) -> str:
    """Say how well a lesson is supported; counts of hubs are banded for outsiders."""
    words = evidence_sentence(Evidence(entry.evidence))
    if entry.hubs < 2 or (reader is not Reader.NOW and entry.hubs < 3):
        return words
    hubs = count(entry.hubs, "hub") if reader is Reader.NOW else band(entry.hubs)
    return f"{words} {hubs[:1].upper()}{hubs[1:]} told of it or used it."


def source(entry: Entry, reader: Reader) -> str:
    """Say where a lesson comes from; outsiders get no more of the day than its month."""
    when = day(entry.learned_on) if reader is Reader.NOW else f"{entry.learned_on:%B %Y}"
    return f"{entry.hub}, {when}" if entry.hub else when


def points(entry: Entry, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return what is said of a lesson, as names and words; what nobody said is left out."""
    said = (
        ("What happened", entry.what_happened),
        ("Why", entry.why),
        ("Early signs", entry.early_signs),
        ("Use it when", entry.applies_when),
        ("Do not use it when", entry.not_when),
        ("Evidence", f"{LEARNED_FROM[entry.worked]} {evidence(entry, reader)}"),
        ("Learned", source(entry, reader)),
    )
    return tuple((name, words) for name, words in said if words)


def about(guide: Guide) -> str:
    """Say in one line which version this is and for whom."""
    made = day(guide.compiled_at.date())
    return f"Version {guide.number}, {made}. {FOR[guide.reader]} {count(guide.size, 'lesson')}."


def change(one: Change) -> str:
    """Say what became of an entry."""
    return f"{CHANGED[one.what]}: {one.recommendation}"
