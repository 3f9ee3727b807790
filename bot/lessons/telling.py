"""Tells people of a lesson: one person in private, on an account of theirs, or facilitators."""

from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.cards import Card
from bot.community.models import Account, Channel, Membership, Purpose, Role
from bot.delivery.models import Audience
from bot.delivery.outbox import account_destination, channel_destination, post
from bot.lessons.models import Lesson
from bot.store import UnitOfWork

MEMBERS = (Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR)


def author_of(lesson: Lesson) -> int | None:
    """Return who knows what happened: who wrote the message, else who saved the lesson."""
    return lesson.contribution.author_id or lesson.tagged_by_id


def saved_by(lesson: Lesson) -> int | None:
    """Return who wants to know what became of the lesson: who saved it, else who wrote it."""
    return lesson.tagged_by_id or lesson.contribution.author_id


def still_here(session: Session, person_id: int | None, community_id: int) -> bool:
    """Say whether a person is still a member of the community."""
    there = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.community_id == community_id,
        Membership.role.in_(MEMBERS),
    )
    return session.scalar(there.limit(1)) is not None


def tell_person(
    unit: UnitOfWork, person_id: int, like: Contribution, card: Card, *, key: str, now: datetime
) -> bool:
    """Tell a person once, on the platform of the message, else on their newest account.

    False when they were told before, or have no account any more.
    """
    here = (Account.platform == like.platform) & (Account.tenant == like.tenant)
    account = unit.session.scalar(
        select(Account)
        .where(Account.person_id == person_id, ~Account.user_id.startswith("forgotten-"))
        .order_by(case((here, 0), else_=1), Account.id.desc())
        .limit(1)
    )
    return account is not None and post(
        unit, account_destination(unit, account), card, key=key, now=now
    )


def tell_facilitators(
    unit: UnitOfWork, community_id: int, card: Card, *, key: str, now: datetime
) -> bool:
    """Tell a community's facilitators in their first channel, once. False: they have none."""
    channel = unit.session.scalar(
        select(Channel)
        .where(Channel.community_id == community_id, Channel.purpose == Purpose.FACILITATORS)
        .order_by(Channel.id)
        .limit(1)
    )
    if channel is None:
        return False
    place, audience = channel_destination(channel), Audience.FACILITATORS
    post(unit, place, card, key=key, now=now, audience=audience)
    return True
