"""Reads who may be named, and what they said near a question: only what was found is read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, Kind
from bot.community.models import Membership, Person, Role
from bot.introductions.models import Introduction
from bot.questions.experience.weighing import Evidence
from bot.questions.life import ASKABLE
from bot.questions.models import OfferOfHelp
from bot.questions.ranking import ANSWERS, ROOT_WEIGHT
from bot.questions.reading import alive, confirmed_answers, lessons_of, replies_in
from bot.themes.models import ThemeMembership
from bot.themes.threads import ThreadKey, thread_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named, with those of the communities looked in that they belong to."""

    person: Person
    communities: frozenset[int]


def who_may_be_named(
    session: Session, communities: Collection[int], asker: Person | None
) -> dict[int, Candidate]:
    """Return who agreed to be named and belongs there, but for the asker and their hub."""
    rows = session.execute(
        select(Person, Membership.community_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Person.helps,
            Person.name != "",
            Membership.community_id.in_(communities),
            Membership.role != Role.OFFICIAL,
        )
    )
    found: dict[int, Candidate] = {}
    for person, community_id in rows:
        known = found.get(person.id, Candidate(person, frozenset()))
        found[person.id] = replace(known, communities=known.communities | {community_id})
    return {key: one for key, one in found.items() if not _of_the_asker(one.person, asker)}


def _of_the_asker(person: Person, asker: Person | None) -> bool:
    if asker is None:
        return False
    return person.id == asker.id or (asker.hub_id is not None and person.hub_id == asker.hub_id)


def evidence_in(
    session: Session, closeness: Mapping[int, float], people: Collection[int], theme: int | None
) -> list[Evidence]:
    """Return what these people said among the messages found and in their threads."""
    near = alive(session, closeness.keys())
    replies = replies_in(session, near, closeness)
    said = {
        one.id: one for one in [*near, *replies] if one.author_id in people and one.kind in ANSWERS
    }
    if not said:
        return []
    roots = _roots(session, near, said.values())
    confirmed = confirmed_answers(session, said)
    lessons = lessons_of(session, said)
    themed = _in_theme(session, theme, [*said, *(root.id for root in roots.values())])
    unknown = min(closeness.values())
    found = []
    for one in said.values():
        root = roots.get(thread_key(one))
        lesson = one.kind is Kind.LESSON or one.id in lessons
        if one.author_id is None or not (lesson or _answers(one, root)):
            continue
        about = one if root is None or lesson else root
        own = closeness.get(one.id, unknown)
        asked = closeness.get(root.id, own) if root else own
        found.append(
            Evidence(
                person_id=one.author_id,
                about=about.same_as_id or about.id,
                lesson=lesson,
                confirmed=one.id in confirmed,
                closeness=max(own, ROOT_WEIGHT * asked + (1 - ROOT_WEIGHT) * own),
                in_theme=one.id in themed or (root is not None and root.id in themed),
                at=one.posted_at,
            )
        )
    return found


def _answers(one: Contribution, root: Contribution | None) -> bool:
    """Say whether a message is a reply to what somebody else asked."""
    return (
        root is not None
        and root.id != one.id
        and root.kind in ASKABLE
        and root.author_id != one.author_id
    )


def _roots(
    session: Session, near: Sequence[Contribution], said: Iterable[Contribution]
) -> dict[ThreadKey, Contribution]:
    """Return what starts the threads of what was said, where it still stands."""
    roots = {thread_key(one): one for one in near if one.is_root}
    missing = {thread_key(one) for one in said} - roots.keys()
    if missing:
        rows = session.scalars(
            select(Contribution).where(
                Contribution.conversation.in_({key[2] for key in missing}),
                Contribution.message_id.in_({key[3] for key in missing}),
                Contribution.message_id == Contribution.thread,
                Contribution.platform.in_({key[0] for key in missing}),
                Contribution.tenant.in_({key[1] for key in missing}),
                Contribution.deleted_at.is_(None),
            )
        )
        roots |= {thread_key(one): one for one in rows if thread_key(one) in missing}
    return roots


def _in_theme(session: Session, theme: int | None, keys: Sequence[int]) -> set[int]:
    if theme is None:
        return set()
    return set(
        session.scalars(
            select(ThemeMembership.contribution_id).where(
                ThemeMembership.theme_id == theme, ThemeMembership.contribution_id.in_(keys)
            )
        )
    )


def asked_lately(session: Session, people: Collection[int], since: datetime) -> Counter[int]:
    """Return how often each of these people was introduced or offered help since then."""
    introduced = session.execute(
        select(Introduction.first_id, Introduction.second_id).where(
            Introduction.asked_at >= since,
            or_(Introduction.first_id.in_(people), Introduction.second_id.in_(people)),
        )
    )
    offered = select(OfferOfHelp.person_id).where(
        OfferOfHelp.at >= since, OfferOfHelp.person_id.in_(people)
    )
    lately = Counter(person for pair in introduced for person in pair)
    lately.update(session.scalars(offered))
    return lately
