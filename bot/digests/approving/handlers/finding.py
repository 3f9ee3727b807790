"""Finds the summary that a button or a form carries, for who may decide about it."""

from bot.cards import Answer, Say, notice
from bot.community.checks import Refused
from bot.community.models import Community, Person
from bot.digests.approving.deciding import lock_summary
from bot.digests.approving.reading import name_of
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import date_in_words, thaw
from bot.router import Turn
from bot.words import number_in

GONE = "That summary can't be found. Type /commonthread summaries to see those there are."
NOT_YOURS = "Only a facilitator of {name} can decide about its summaries. Nothing was changed."


def the_summary(turn: Turn, value: str, *, lock: bool = False) -> Summary:
    """Return the summary of a button or a form, which the caller must look after.

    `lock` holds it until the turn ends. Raises Refused.
    """
    number = number_in(value)
    found = turn.unit.session.get(Summary, number) if number else None
    if found is None:
        raise Refused(GONE)
    if not turn.caller.facilitates(found.community_id):
        community = turn.unit.session.get_one(Community, found.community_id)
        raise Refused(NOT_YOURS.format(name=community.name))
    locked = lock_summary(turn.unit, found.id) if lock else found
    if locked is None:
        raise Refused(GONE)
    return locked


def already(turn: Turn, summary: Summary) -> Answer:
    """Return what is said about a draft that was decided about before."""
    assert summary.decided_at is not None  # noqa: S101 - every decision has its time
    person = turn.unit.session.get(Person, summary.decided_by_id or 0)
    date = date_in_words(summary.decided_at, thaw(summary.snapshot).zone)
    by = f"by {name_of(person)} on {date}."
    match summary.state:
        case SummaryState.APPROVED:
            return Say(notice(f"Already approved {by} It was not posted again."))
        case SummaryState.RECALLED:
            return Say(notice(f"Already recalled {by} Reason: {summary.reason}"))
    return Say(notice(f"Already sent back {by} Reason: {summary.reason}"))
