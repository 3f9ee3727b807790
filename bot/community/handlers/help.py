"""Answers /commonthread."""

from bot.cards import Answer, Say
from bot.community.caller import ensure_person
from bot.community.cards.help import first_administrator, help_card
from bot.community.names import Names
from bot.community.service.rights import curates_any, nobody_curates
from bot.events import CommandGiven
from bot.router import Router, Turn


def register(router: Router, names: Names, administrators: frozenset[str]) -> None:
    """Answer /commonthread, and the words that features registered to be typed after it."""

    def answer(turn: Turn, given: CommandGiven) -> Answer | None:
        word = router.words.get(given.text.strip().lower())
        return word(turn, given) if word else give_help(turn, given)

    def give_help(turn: Turn, given: CommandGiven) -> Answer:
        # A newcomer becomes known, so that a facilitator can give them a role.
        ensure_person(turn.unit, turn.caller.who)
        platform = given.who.platform
        card = help_card(
            names.lines(platform),
            names.typed("mydata", platform),
            turn.caller.channel,
            curates=curates_any(turn.caller),
            hint=hint(turn, administrators),
            platform=platform,
        )
        return Say(card)

    router.command(
        "commonthread",
        answer,
        description="Show this help; facilitators set channels and people up here",
    )


def hint(turn: Turn, administrators: frozenset[str]) -> str:
    """Return what to do when nobody may set anything up; empty when somebody may."""
    if administrators or not nobody_curates(turn.unit):
        return ""
    return first_administrator(turn.caller.who.user_id)
