"""Reads what a facilitator sent: each field checked, in words that say what to mend. Pure."""

from collections.abc import Collection
from datetime import date

from bot.events import FormSubmitted
from bot.lessons.cards import LONGEST_SENTENCE, LONGEST_STORY
from bot.lessons.checking.forms import (
    ADDED,
    LONGEST_ADDED,
    LONGEST_TITLE,
    LONGEST_WORDS,
    REVIEW_MONTHS,
)
from bot.lessons.checking.service import Approval, in_months
from bot.lessons.models import Evidence, Stage
from bot.lessons.service import Sharing
from bot.words import number_in

LENGTHS = {
    "title": LONGEST_TITLE,
    "recommendation": LONGEST_SENTENCE,
    "what_happened": LONGEST_STORY,
    **{name: LONGEST_ADDED for name, _, _ in ADDED},
}
NEEDED = {
    "recommendation": "Enter what you would tell others, in one sentence.",
    "what_happened": "Enter what happened.",
}
Errors = dict[str, str]


def words_errors(
    given: FormSubmitted, name: str, missing: str, most: int = LONGEST_WORDS
) -> Errors:
    """Return what is wrong with a field that must have some words."""
    length = len(given.text(name))
    if not length:
        return {name: missing}
    return {name: too_long(length, most)} if length > most else {}


def too_long(length: int, most: int) -> str:
    """Say by how much words are too long."""
    return f"Use {most:,} characters or fewer. You used {length:,}."


def approval_errors(given: FormSubmitted, people: Collection[int]) -> Errors:
    """Return what is wrong with an approval; `people` may own the lesson."""
    errors = _choice_errors(given)
    if given.text("stage") not in set(Stage):
        errors["stage"] = "Choose which stage it is about."
    return errors | owner_errors(given, people) | review_errors(given)


def owner_errors(given: FormSubmitted, people: Collection[int]) -> Errors:
    """Return what is wrong with the owner chosen."""
    right = number_in(given.text("owner")) in people
    return {} if right else {"owner": "Choose who looks after it."}


def review_errors(given: FormSubmitted) -> Errors:
    """Return what is wrong with the time of the review."""
    right = number_in(given.text("review")) in REVIEW_MONTHS
    return {} if right else {"review": "Choose when it should be reviewed."}


def approval_of(given: FormSubmitted, today: date) -> Approval:
    """Return the approval that a right form gives."""
    return Approval(
        stage=Stage(given.text("stage")),
        evidence=Evidence(given.text("evidence")),
        owner_id=number_in(given.text("owner")),
        review_on=in_months(today, number_in(given.text("review"))),
    )


def _choice_errors(given: FormSubmitted) -> Errors:
    right = given.text("evidence") in set(Evidence)
    return {} if right else {"evidence": "Choose what it rests on."}


def edit_errors(given: FormSubmitted) -> Errors:
    """Return what is wrong with an edited lesson."""
    errors = {name: words for name, words in NEEDED.items() if not given.text(name)}
    for name, most in LENGTHS.items():
        if len(given.text(name)) > most:
            errors[name] = too_long(len(given.text(name)), most)
    if "\n" in given.text("recommendation"):
        errors["recommendation"] = "Use one sentence, on one line."
    if given.text("worked") not in ("yes", "no"):
        errors["worked"] = "Choose whether it worked."
    if given.text("sharing") not in set(Sharing):
        errors["sharing"] = "Choose who may see it."
    if given.text("stage") not in {"", *Stage}:
        errors["stage"] = "Choose which stage it is about."
    return errors | _choice_errors(given)


def edited(given: FormSubmitted) -> dict[str, object]:
    """Return a lesson's fields as a right form gives them."""
    values: dict[str, object] = {name: given.text(name) for name in LENGTHS}
    values |= {name: given.text(name) for name in ("sharing", "stage", "evidence")}
    return values | {
        "worked": given.text("worked") == "yes",
        "named": given.text("named") == "yes",
    }
