"""A lesson's choices in words, said the same in forms, on cards and in the guide. Pure."""

from bot.lessons.models import Evidence, Stage, Status
from bot.words import BAND_LEAST, band, count

STAGES = {
    Stage.SET_UP: "Set-up",
    Stage.LAUNCH: "Launch",
    Stage.DELIVERY: "Delivery",
    Stage.SUSTAIN: "Sustain and exit",
}
EVIDENCE = {
    Evidence.ACCOUNT: "One account",
    Evidence.COUNTED: "Counted",
    Evidence.COMPARED: "Compared",
    Evidence.REPEATED: "Repeated by 3 or more hubs",
    Evidence.EVALUATED: "Independently evaluated",
}
EVIDENCE_HINTS = {
    Evidence.ACCOUNT: "One hub tells what happened",
    Evidence.COUNTED: "There are figures for it",
    Evidence.COMPARED: "There are figures with and without it",
    Evidence.REPEATED: "They used it, or saw the same",
    Evidence.EVALUATED: "By somebody from outside",
}
LEARNED_FROM = {True: "From what worked.", False: "From what did not work."}
STATUSES = {
    Status.CAPTURED: "Waits to be checked",
    Status.CHECKED: "Checked",
    Status.IN_GUIDE: "In the guide",
    Status.DECLINED: "Declined",
    Status.OUT_OF_DATE: "Out of date",
}


def evidence_sentence(evidence: Evidence) -> str:
    """Say in a sentence what a lesson rests on."""
    hint = EVIDENCE_HINTS[evidence]
    return f"{EVIDENCE[evidence]}: {hint[0].lower()}{hint[1:]}."


def used_words(hubs: int, *, fellow: bool) -> str:
    """Say how many hubs used a lesson: to fellow members exactly, to outsiders in bands.

    Empty when there is nothing to tell.
    """
    if fellow:
        return f"Used by {count(hubs, 'hub')}" if hubs else ""
    return f"Used by {band(hubs)}" if hubs >= BAND_LEAST else ""
