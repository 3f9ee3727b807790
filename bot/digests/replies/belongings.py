"""What is kept here of a person who is to be forgotten, or is two people after all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.digests.replies.hearing import let_go
from bot.digests.replies.models import AskBack, DepartmentAsk, DepartmentReply, ThemeFollow
from bot.store import UnitOfWork


def forget_replies(
    unit: UnitOfWork, person: Person, message_ids: Sequence[int], now: datetime
) -> None:
    """Remove that it was this person who asked, replied, decided or followed.

    What was said in the department's name stays, as does what facilitators asked of it in words of
    their own. What was made of the person's messages goes with them.
    """
    let_go(unit, message_ids, now)
    for column in (
        DepartmentAsk.raised_by_id,
        DepartmentReply.by_id,
        DepartmentReply.settled_by_id,
        AskBack.by_id,
        AskBack.settled_by_id,
    ):
        theirs = update(column.class_).where(column == person.id)
        unit.session.execute(theirs.values({column.key: None}))
    unit.session.execute(delete(ThemeFollow).where(ThemeFollow.person_id == person.id))


def part_replies(unit: UnitOfWork, person: Person, apart: Person) -> None:
    """Give the replies that were made of somebody's messages to who wrote those, once parted.

    To be called when the messages are theirs again.
    """
    wrote = select(Contribution.posted_at).where(Contribution.author_id == apart.id)
    made = DepartmentReply.by_id == person.id, DepartmentReply.at.in_(wrote)
    unit.session.execute(update(DepartmentReply).where(*made).values(by_id=apart.id))


def said_both_ways(unit: UnitOfWork) -> list[DepartmentAsk | DepartmentReply | AskBack]:
    """Return all that was asked of the department and that it said, whose words may quote."""
    session = unit.session
    return [
        *session.scalars(select(DepartmentAsk)),
        *session.scalars(select(DepartmentReply)),
        *session.scalars(select(AskBack)),
    ]
