"""What goes with an account when people are joined or parted: roles, hub, messages and lessons.

A message knows the platform and the organisation it was said in; that says whose it was. What
somebody decided about themes, summaries and others' lessons stays with who keeps the roles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.capture.models import Contribution, KindCorrection
from bot.community.models import Account, AccountLink, Community, Membership, Person, Role
from bot.digests.replies.belongings import part_replies
from bot.lessons.models import Lesson, LessonAccount
from bot.lessons.resources.models import Resource
from bot.questions.models import (
    AnsweredQuestion,
    OfferOfHelp,
    QuestionFollower,
    QuestionLife,
    SavedAsking,
    Suggestion,
)
from bot.store import UnitOfWork

RolePair = tuple[int, Role]


@dataclass(frozen=True, slots=True)
class Before:
    """What an account and its person's other accounts were before they were linked, if known."""

    own: AccountLink | None
    others: Sequence[AccountLink]


def before(unit: UnitOfWork, account: Account, others: Sequence[Account]) -> Before:
    """Return what these accounts were before they were linked."""
    own, *found = [unit.session.get(AccountLink, one.id) for one in (account, *others)]
    return Before(own, [link for link in found if link is not None])


def roles_held(unit: UnitOfWork, person: Person) -> set[RolePair]:
    """Return a person's roles as (community id, role) pairs."""
    rows = unit.session.scalars(select(Membership).where(Membership.person_id == person.id))
    return {(row.community_id, row.role) for row in rows}


def _roles(links: Iterable[AccountLink]) -> set[RolePair]:
    return {(community, Role(role)) for link in links for community, role in link.roles}


def part_roles(unit: UnitOfWork, person: Person, apart: Person, were: Before) -> None:
    """Give back the roles that the parted account had brought; what was taken since stays so."""
    brought = _roles([were.own] if were.own else []) & roles_held(unit, person)
    theirs = _roles(were.others)
    for community_id, role in sorted(brought):
        unit.session.add(Membership(person_id=apart.id, community_id=community_id, role=role))
        if (community_id, role) not in theirs:
            unit.session.execute(
                delete(Membership).where(
                    Membership.person_id == person.id,
                    Membership.community_id == community_id,
                    Membership.role == role,
                )
            )
    unit.flush()


def part_names(person: Person, apart: Person, were: Before) -> None:
    """Give each their own name and hub again, where one had taken over the other's."""
    if were.own is None:
        return
    apart.name, apart.hub_id = were.own.name, were.own.hub_id
    for other in were.others[:1]:
        if person.name == were.own.name:
            person.name = other.name
        if person.hub_id == were.own.hub_id:
            person.hub_id = other.hub_id


def share_hub(unit: UnitOfWork, kept: Person, other: Person) -> None:
    """Have one person count in one hub: what `other` said for theirs is counted in `kept`'s."""
    if kept.hub is None or (other.hub and other.hub.programme_id != kept.hub.programme_id):
        return
    here = select(Community.id).where(Community.programme_id == kept.hub.programme_id)
    unit.session.execute(
        update(Contribution)
        .where(
            Contribution.author_id == other.id,
            Contribution.hub_id.is_not_distinct_from(other.hub_id),
            Contribution.community_id.in_(here),
        )
        .values(hub_id=kept.hub_id)
    )


def part_messages(unit: UnitOfWork, account: Account, person: Person, apart: Person) -> None:
    """Give what was said with an account, and what was done to it, to the parted person."""
    said = Contribution.platform == account.platform, Contribution.tenant == account.tenant
    there = select(Contribution.id).where(*said).scalar_subquery()
    done: Sequence[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[int]]] = (
        (Contribution.author_id, Contribution.id),
        (Lesson.tagged_by_id, Lesson.contribution_id),
        (LessonAccount.person_id, LessonAccount.contribution_id),
        (Resource.by_id, Resource.contribution_id),
        (KindCorrection.person_id, KindCorrection.contribution_id),
        (AnsweredQuestion.by_id, AnsweredQuestion.question_id),
        (QuestionLife.closed_by_id, QuestionLife.question_id),
        (OfferOfHelp.person_id, OfferOfHelp.question_id),
        (Suggestion.said_by_id, Suggestion.question_id),
        (QuestionFollower.person_id, QuestionFollower.question_id),
    )
    for by, what in done:
        change = update(by.class_).where(by == person.id, what.in_(there))
        unit.session.execute(change.values({by.key: apart.id}))
    part_replies(unit, person, apart)
    asked = SavedAsking.nonce.startswith(f"{account.platform}:{account.tenant}:", autoescape=True)
    change = update(SavedAsking).where(SavedAsking.person_id == person.id, asked)
    unit.session.execute(change.values(person_id=apart.id))


def count_in_own_hub(unit: UnitOfWork, author: Person, shared_hub_id: int | None) -> None:
    """Count what somebody said, while they shared a hub with another account, in their own."""
    if author.hub_id != shared_hub_id:
        unit.session.execute(
            update(Contribution)
            .where(
                Contribution.author_id == author.id,
                Contribution.hub_id.is_not_distinct_from(shared_hub_id),
            )
            .values(hub_id=author.hub_id)
        )
