"""The sentence of a message that says best what to do, and whether the message says it worked.

Pure, and only ever the author's own words: a person reads what is proposed before it is saved.
Nothing is proposed as advice where no sentence advises clearly; Welsh words propose nothing.
"""

import re
from collections.abc import Iterator

from bot.words import shorten

ENOUGH = 2.0
LONGEST = 240
FEW_WORDS = 2
"""A sentence of so few words ("References.") leans on the next one."""
REPOSTED = re.compile(r"^[^.:]{0,12}\bpost(?:ed|ing)?\b[^.:]{0,40}[.:]\s*", re.IGNORECASE)
"""What people put before a message that they post twice."""

ENDS = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
LEAD = re.compile(r"^[^:.!?]{2,70}:\s+(?=\S+\s+\S+\s+\S)")
"""What leads to the point: "Simple thing that worked: we moved the call"."""
OPENING = re.compile(
    r"^(?:(?:so|and|but|then|also|plus|honestly|seriously|just|please|update|tip|again|or)\b[,:]?\s+"
    r"|if (?:you|i|we)\b[^,]{3,60},\s+|(?:before|when|once|for|to)\b[^,.]{3,70},\s+)+",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"^(?:always |never |do not |don't |only |first |firstly |at least )?(?:accept|add|agree|allow"
    r"|appoint|arrange|ask|assume|avoid|bake|be|begin|book|borrow|brief|bring|budget|build|buy|call|carry"
    r"|change|charge|chase|check|choose|close|collect|come|compare|count|cover|cut|date|decide"
    r"|design|do|draft|draw|drop|employ|expect|explain|feed|fill|find|fix|fund|get|give|go|hand"
    r"|hire|hold|identify|include|interview|invest|invite|involve|keep|lead|leave|let|limit"
    r"|list|listen|log|look|make|map|mark|match|measure|meet|move|name|offer|open|own|pair|pay"
    r"|pick|pilot|plan|practise|prepare|price|print|publish|put|read|recruit|reserve|ring(?:-fence)?|run"
    r"|say|schedule|send|separate|set|share|show|sign|sit|speak|spend|split|stagger|start|stick"
    r"|stop|take|talk|teach|tell|test|think|train|treat|trust|try|use|visit|wait|walk|watch|write"
    r"|never|don't|do not)\b(?! (?:is|was|are|were|of|week|cost|costs|went|came|did)\b)",
    re.IGNORECASE,
)
DONE = (
    r"(?:moved|switched|swapped|stopped|started|dropped|split|drew|wrote|put|gave|paired|invited"
    r"|hired|trained|set up|agreed|published|shared|booked|made)\b"
)
POINT = (
    (2.5, r"\b(?:should(?:'ve| have)|shouldn't have|if (?:i|we) (?:were|had)"
          r"|would(?:'ve| have) (?:\w+ )?(?:asked|started|done|caught|saved))\b"),
    (2.0, r"\b(?:you (?:must|should|need|want|have to)|make sure|has to be|must be"
          r"|needs? to be)\b"),
    (2.0, r"\b(?:we|everyone|each \w+) now\b|\bnow we (?!are|were|have)\w+ "),
    (1.5, r"^(?:so |then )?we " + DONE),
    (2.0, r"^(?!wrote)" + DONE),
    (1.0, r"\b(?:instead of|rather than|before you|on the day|same day|up front|from day one"
          r"|in month (?:one|two)|in year one|as soon as)\b|\bfirst(?=[,.]|$)"),
    (0.5, r"\b(?:worked|works|unlocked|made the difference|pays for itself|worth)\b"),
    (-1.0, r"\b(?:average|median|result|went from|down from|up from|of them|last year)\b"),
    (-1.5, r"\?$"),
    (-1.5, r"^(?:sounds|costs|nobody|it|that|this|they|which|because|easy|saved|ours)\b"),
    (-2.5, r"^[\"“]"),
    (-2.5, r"^(?:\S+ ){1,3}(?:there|that|it)\W*$"),
)  # fmt: skip
POINTS = [(weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in POINT]
FIGURES = re.compile(r"\d[\d.,]*")
ADVISES, LED = 3.0, 0.75

WORKED = re.compile(
    r"\b(?:what worked|that worked|worked (?:well|for us|a treat)|it works|made the difference"
    r"|unlocked|halved|doubled (?:our )?(?:approvals|visits|bookings)|cheapest|best (?:thing|week"
    r"|decision|money)|saved|quicker|cut \w+ (?:from|by|to)|nobody noticed|pays for itself)\b"
    r"|\b(?:went|fell|dropped|down|average fell) (?:\S+ ){0,3}(?:from )?\d[\d.]* ?\w* to \d"
    r"|\baverage \d[\d.]*\W+rang\b|\bv \d[\d.]* before\b",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"\b(?:should(?:'ve| have)|didn't work|did not work|doesn't work|went down"
    r"|cost us|nearly sank|slipped|we lost|a mistake|our mistake|got it wrong|regret\w*|too late"
    r"|fell apart|collapsed|drifted into|backfired|never again|where we had \w+, we had)\b",
    re.IGNORECASE,
)


def proposed_sentence(text: str) -> str:
    """Return what the author seems to advise, in one sentence of theirs; "" when it is not clear.

    Of equals the earlier. It begins with a capital and ends with a stop.
    """
    best, most = "", 0.0
    for sentence in _sentences(text):
        value = _advises(sentence)
        if value > most and len(sentence) <= LONGEST:
            best, most = sentence, value
    return _finished(_led_to(best)) if most >= ENOUGH else ""


def headline(text: str) -> str:
    """Return the sentence that advises best, else the one by which the words begin."""
    if advice := proposed_sentence(text):
        return advice
    first = next(_sentences(text), "")
    return _finished(shorten(first, LONGEST))


def seems_to_have_worked(text: str) -> bool | None:
    """Say whether what a message tells of worked; None when it does not say so clearly."""
    worked, failed = bool(WORKED.search(text)), bool(FAILED.search(text))
    return worked if worked != failed else None


def _sentences(text: str) -> Iterator[str]:
    """Split a text; a sentence of one or two words goes with the next."""
    held = ""
    for part in ENDS.split(REPOSTED.sub("", text)):
        said = f"{held} {' '.join(part.split())}".strip()
        if len(part.split()) <= FEW_WORDS and not held:
            held = said
            continue
        held = ""
        if said:
            yield said
    if held:
        yield held


def _advises(sentence: str) -> float:
    """Weigh how much a sentence tells others what to do."""
    point = _led_to(sentence)
    parts = ENDS.split(point)
    value = max(ADVISES if ORDER.match(OPENING.sub("", part)) else 0.0 for part in parts)
    value += LED if point != sentence else 0.0
    value += sum(weight for weight, pattern in POINTS if pattern.search(point))
    return value - 0.5 * max(0, len(FIGURES.findall(point)) - 1)


def _led_to(sentence: str) -> str:
    return LEAD.sub("", sentence)


def _finished(sentence: str) -> str:
    if not sentence:
        return ""
    whole = sentence[0].upper() + sentence[1:]
    return whole if whole[-1] in ".!?…" else f"{whole}."
