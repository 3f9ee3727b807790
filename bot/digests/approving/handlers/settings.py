"""Answers /commonthread approval: who approves summaries, and who releases replies."""

from bot.cards import Answer, Ask, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import NO_COMMUNITY, Refused, kindly, must_facilitate, the_community
from bot.community.models import Community
from bot.digests.approving import forms
from bot.digests.cards.archive import APPROVAL
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.privacy.audit import record
from bot.router import Router, Turn
from bot.words import number_in

SAVED = "Saved for {name}. {two} {releases}"
TWO = {
    True: "Two facilitators approve each summary.",
    False: "One facilitator approves each summary.",
}
RELEASES = {
    True: "A facilitator releases what the department replies.",
    False: "What the department replies goes to the hubs at once.",
}


def typed(turn: Turn, given: CommandGiven) -> Answer:
    """Answer the words after /commonthread with the form."""
    return _ask(turn, the_community(turn.unit, turn.caller))


def pressed(turn: Turn, given: ButtonPressed) -> Answer:
    """Answer the button, which carries a community, with the form."""
    return _ask(turn, _community(turn, given.value))


def saved(turn: Turn, form: FormSubmitted) -> Answer:
    """Keep what was chosen."""
    community = _community(turn, form.context)
    must_facilitate(turn.caller, community.id)
    community.two_approve = form.text(forms.TWO) == forms.YES
    community.releases_replies = form.text(forms.RELEASES) == forms.YES
    record(
        turn.unit,
        by=ensure_person(turn.unit, turn.caller.who),
        action="approval_set",
        subject=f"community:{community.slug}",
        now=turn.now,
        two_approve=community.two_approve,
        releases_replies=community.releases_replies,
    )
    told = SAVED.format(
        name=community.name,
        two=TWO[community.two_approve],
        releases=RELEASES[community.releases_replies],
    )
    return Say(notice(told))


def _ask(turn: Turn, community: Community) -> Answer:
    must_facilitate(turn.caller, community.id)
    two, releases = community.two_approve, community.releases_replies
    return Ask(forms.settings_form(community.id, community.name, two=two, releases=releases))


def _community(turn: Turn, value: str) -> Community:
    community = turn.unit.session.get(Community, number_in(value))
    if community is None:
        raise Refused(NO_COMMUNITY)
    return community


def register(router: Router) -> None:
    """Register the word, the button and the form."""
    router.words["approval"] = kindly(typed)
    router.button(APPROVAL, kindly(pressed), reads=True)
    router.forms[forms.SETTINGS] = kindly(saved)
