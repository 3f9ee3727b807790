"""What around a capitalised word says that a person is meant, or that none is."""

import re

from bot.capture.redaction.ordinary import LOWER_THINGS, PUBLIC_FIGURES, THINGS
from bot.capture.redaction.people import (
    CALLED,
    CHILDISH,
    CHILDREN,
    DOES,
    GREETINGS,
    HAS_OR_SAYS,
    HOUSEHOLDS,
    KIN,
    KIN_TITLES,
    MANY,
    NO_NAME_AFTER,
    ONE,
    ONLY_PEOPLE_DO,
    OWN,
    OWN_SURELY,
    PERSONAL,
    PLACE_BEFORE,
    PUBLIC_TITLES,
    SOMEONE,
)
from bot.capture.redaction.runs import Run
from bot.capture.redaction.surnames import SURNAMES
from bot.capture.redaction.words import UNKNOWN

_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen)"
)
_UNIT = r"(?:y/?o|yrs?|years?(?:[ -]old)?|months?(?:[ -]old)?|mths?|weeks?|wks?|oed|and a half)"
_AGED = re.compile(
    rf"\s?[,(]?\s?(?:aged?[ ]{_NUMBER}\b|(?:yn[ ]|is[ ])?{_NUMBER}[ ]?{_UNIT}\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\s?\({_NUMBER}(?:\)|,|[ ]and)", re.IGNORECASE)
_BETWEEN_COMMAS = re.compile(rf",[ ]{_NUMBER}(?=,|\.|$|[ ]and[ ])", re.IGNORECASE)
_OLD = re.compile(r"(?:['’]s)[ ](?:(?:old|new|previous|last|current|former)[ ])?(\w+)")
_FROM_WORK = re.compile(
    r",?[ ](?:from|in|at)[ ](?:the[ ])?(?:DfE|department|comms|finance|legal|HR|IT|hub|council"
    r"|marketing|data|policy|procurement|contact[ ]centre|[A-Z]{2,}\b)"
)
_ADDRESSED = re.compile(
    r"[ ]?[,\-–][ ](?:can|could|do|did|have|has|you|your|what|any|is|are|thanks|thank|sorry|yes|no"
    r"|I|we|would|will|agree|that|this|how|where|when|happy|if)\b"
)
_BESIDE = frozenset([" ", ", ", ": ", " (", " - ", " – ", " is ", ' "', " “"])


def is_thing(run: Run) -> bool:
    """Say whether it is a place, a firm, a public person: "Hope Street", "Clare's Law"."""
    if run.before and run.before.low in PUBLIC_TITLES and run.head.gap in (" ", ". "):
        return True
    if " ".join(word.low for word in run.words[:2]) in PUBLIC_FIGURES:
        return True
    after = run.following
    if after is None or after.gap not in (" ", "'s ", "’s "):
        return False
    return after.low in (THINGS if after.text[0].isupper() else LOWER_THINGS) and (
        after.text[0].isupper() or after.gap == " "
    )


def is_household(run: Run) -> bool:
    """Say whether it is "the Khan family", "the Farrimonds" or "surname Haverstock"."""
    if run.before is None:
        return False
    if run.before.low == "surname":
        return True
    if run.before.low not in ("the", "teulu") or run.head.gap != " ":
        return False
    if run.tail.low.removesuffix("s") in SURNAMES and run.tail.low.endswith("s"):
        return len(run.words) == 1 and run.tail.low not in SURNAMES
    after = run.following
    return after is not None and after.text in HOUSEHOLDS and after.gap == " "


def is_about_someone(run: Run) -> bool:
    """Say whether two capitalised words that are no others are a person here.

    Inside a sentence they are, unless they follow "his", "a", "in": a lost name of a product is a
    smaller harm than a child's name kept.
    """
    if run.before is not None and run.before.low in NO_NAME_AFTER:
        return run.before.low in PLACE_BEFORE and run.after.startswith(("'s", "’s"))
    if not run.head.opens or run.sentence & SOMEONE or has(run, OWN_SURELY):
        return True
    return run.following is not None and run.following.low in ONLY_PEOPLE_DO


def someone(run: Run) -> bool:
    """Say whether kin, a way of naming or an age stands beside it."""
    before = run.before
    if before and run.head.gap in _BESIDE:
        if before.low in ONE or before.low in MANY:
            return True
        if before.low in CALLED and run.earlier & (PERSONAL | CALLED - {before.low}):
            return True
    if _AGED.match(run.after):
        return True
    if _BETWEEN_COMMAS.match(run.after):
        return run.head.strength > UNKNOWN or len(run.words) > 1 or bool(run.sentence & CHILDISH)
    likely = run.head.strength > UNKNOWN or bool(run.sentence & CHILDISH)
    return likely and bool(_BRACKETED.match(run.after))


def surely_someone(run: Run) -> bool:
    """Say whether an unknown word can only be a name: "grandson Zedekiah", "Zyrell, aged 4"."""
    before = run.before
    if before and run.head.gap == " " and (before.text in KIN or before.text in KIN_TITLES):
        return not run.head.low.endswith("ed")
    if before and before.low in CALLED and run.earlier & ONE:
        return True
    if before and before.text in CHILDREN and run.after.startswith((",", " and ", " & ")):
        return True
    if before and before.low in HAS_OR_SAYS and run.earlier & KIN:
        return True
    return bool(_AGED.match(run.after)) and bool(run.sentence & CHILDISH)


def does_or_has(run: Run) -> bool:
    """Say whether it is "Ruby's placement" or "Jade is pregnant, her carer rang"."""
    return (does(run) and bool(run.sentence & CHILDISH)) or has(run, OWN)


def does(run: Run) -> bool:
    """Say whether it is followed by what a person does."""
    after = run.following
    return after is not None and after.gap == " " and after.low in DOES


def has(run: Run, things: frozenset[str]) -> bool:
    """Say whether it owns one of these: "Ruby's old placement"."""
    owned = _OLD.match(run.after)
    return owned is not None and owned[1].lower() in things


def is_colleague(run: Run) -> bool:
    """Say whether it is "Thanks Priya", "Helen in comms", "Priya, can you...", a signature."""
    before = run.before
    if before is not None and before.low in GREETINGS and run.head.gap in (" ", ", "):
        return True
    if run.head.opens and (_ADDRESSED.match(run.after) or not run.after.strip(" .!x\n")):
        return True
    return bool(_FROM_WORK.match(run.after))


def is_aged(after: str) -> bool:
    """Say whether an age stands after a word: "(7)", ", aged 7", " yn 7 oed"."""
    return bool(_AGED.match(after) or _BRACKETED.match(after))
