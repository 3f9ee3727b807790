"""Answers the buttons and the form of a draft summary. Only facilitators may decide."""

import re

from bot.cards import Answer, Ask, Invalid, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.models import Community, Person
from bot.digests.cards import APPROVE, REASON, SEND_BACK, approved_card, reason_form
from bot.digests.models import Summary, SummaryState
from bot.digests.service import (
    AlreadyDecided,
    NoCentralChannel,
    approve,
    lock_summary,
    name_of,
    send_back,
)
from bot.digests.snapshot import date_in_words, thaw
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn

GONE = "That summary can't be found. The next one is drafted in a week."
NO_CENTRAL = (
    "Nothing was posted, because {community} has no central channel yet. Go to the channel where"
    " the department reads summaries, type /commonthread and choose “Central government” as the"
    " channel's purpose. Then press Approve again."
)


def register(router: Router) -> None:
    """Register the buttons and the form."""
    router.button(APPROVE, _approve)
    router.button(SEND_BACK, _ask_why, reads=True)
    router.forms[SEND_BACK] = _send_back


def _approve(turn: Turn, pressed: ButtonPressed) -> Answer:
    summary = _find(turn, pressed.value, lock=True)
    if summary is None or not turn.caller.facilitates(summary.community_id):
        return _refuse(turn, summary)
    person = ensure_person(turn.unit, turn.caller.who)
    try:
        approve(turn.unit, summary, person, turn.now)
    except AlreadyDecided:
        return Say(notice(_decided(turn, summary)))
    except NoCentralChannel:
        community = turn.unit.session.get_one(Community, summary.community_id)
        return Say(notice(NO_CENTRAL.format(community=community.name)))
    snapshot = thaw(summary.snapshot)
    date = date_in_words(turn.now, snapshot.zone)
    return Replace(approved_card(snapshot, name_of(person), date))


def _ask_why(turn: Turn, pressed: ButtonPressed) -> Answer:
    summary = _find(turn, pressed.value)
    if summary is None or not turn.caller.facilitates(summary.community_id):
        return _refuse(turn, summary)
    if summary.state is not SummaryState.DRAFTED:
        return Say(notice(_decided(turn, summary)))
    return Ask(reason_form(summary.id))


def _send_back(turn: Turn, form: FormSubmitted) -> Answer:
    summary = _find(turn, form.context, lock=True)
    if summary is None or not turn.caller.facilitates(summary.community_id):
        return _refuse(turn, summary)
    reason = form.text(REASON)
    if not reason:
        return Invalid({REASON: "Say why, so that the others know what to change."})
    person = ensure_person(turn.unit, turn.caller.who)
    try:
        send_back(turn.unit, summary, person, reason, turn.now)
    except AlreadyDecided:
        return Say(notice(_decided(turn, summary)))
    return Say(notice("Sent back. Nothing was posted to the central channel."))


def _find(turn: Turn, value: str, *, lock: bool = False) -> Summary | None:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        return None
    if lock:
        return lock_summary(turn.unit, int(value))
    return turn.unit.session.get(Summary, int(value))


def _refuse(turn: Turn, summary: Summary | None) -> Answer:
    if summary is None:
        return Say(notice(GONE))
    community = turn.unit.session.get_one(Community, summary.community_id)
    return Say(
        notice(
            f"Only a facilitator of {community.name} can decide about its summaries."
            " Nothing was changed."
        )
    )


def _decided(turn: Turn, summary: Summary) -> str:
    assert summary.decided_at is not None  # noqa: S101 - every decision has its time
    person = turn.unit.session.get(Person, summary.decided_by_id)
    name = name_of(person)
    date = date_in_words(summary.decided_at, thaw(summary.snapshot).zone)
    if summary.state is SummaryState.APPROVED:
        return f"Already approved by {name} on {date}. It was not posted again."
    return f"Already sent back by {name} on {date}. Reason: {summary.reason}"
