"""How two people are brought together: in a group message, in a thread, or each told of the other.

A group message where they are both on a platform that has them; else a reply under the question,
where both have written; else a private message to each.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.cards import Card
from bot.community.models import Account, Person
from bot.community.reaching import account_to_tell
from bot.delivery.models import DeliveredPart, OutboxRow
from bot.delivery.outbox import account_destination, channel_destination, post
from bot.ports import Destination
from bot.questions.network import WAITING
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the platforms can do: which gather people, and how a chat with somebody is opened.

    `gathers` may fill after this is made, as platforms are connected. `chat_links` are addresses by
    platform, with the person's e-mail address in place of {email}.
    """

    gathers: Set[str] = frozenset()
    chat_links: Mapping[str, str] = field(default_factory=dict)


APART = Meeting()
"""Where nobody can be brought into one message: each is told by themselves."""


@dataclass(frozen=True, slots=True)
class Cards:
    """What is said, wherever it can be: to both together, to both in a thread, to each apart.

    `apart` is given who reads it, the other, and a link that opens a chat with the other.
    """

    together: Card
    thread: Card | None
    apart: Callable[[Person, Person, str | None], Card]


def bring_together(
    unit: UnitOfWork,
    meeting: Meeting,
    people: tuple[Person, Person],
    cards: Cards,
    *,
    question: Contribution | None = None,
    key: str,
    now: datetime,
) -> None:
    """Introduce two people to each other, once a key."""
    place = _gathered(unit, meeting, people)
    if place is not None:
        post(unit, place, cards.together, key=key, now=now)
        return
    thread = _thread(unit.session, people, question)
    if thread is not None and cards.thread is not None:
        post(unit, thread, cards.thread, key=key, now=now)
        return
    for reader, other in (people, people[::-1]):
        account = account_to_tell(unit.session, reader.id)
        if account is not None:
            card = cards.apart(reader, other, _chat_link(unit.session, meeting, account, other))
            private = account_destination(unit, account)
            post(unit, private, card, key=f"{key}:{reader.id}", now=now)


def _gathered(
    unit: UnitOfWork, meeting: Meeting, people: tuple[Person, Person]
) -> Destination | None:
    """Return the group message of two people, where both are on a platform that has such."""
    one, other = (
        {
            (account.platform, account.tenant): account
            for account in _accounts(unit.session, person)
            if account.platform in meeting.gathers
        }
        for person in people
    )
    for there in one.keys() & other.keys():
        both = one[there], other[there]
        return Destination(
            platform=there[0],
            tenant=there[1],
            together=tuple(sorted(account.user_id for account in both)),
            address=account_destination(unit, both[0]).address,
        )
    return None


def _thread(
    session: Session, people: tuple[Person, Person], question: Contribution | None
) -> Destination | None:
    """Return the thread of a question in a channel in which both have written."""
    if question is None:
        return None
    authors = session.scalars(
        select(Contribution.author_id)
        .where(
            Contribution.channel_id == question.channel_id,
            Contribution.author_id.in_([person.id for person in people]),
        )
        .distinct()
    )
    root = _posted_id(session, question)
    if root is None or len(set(authors)) < len(people):
        return None
    return channel_destination(question.channel, root)


def _posted_id(session: Session, question: Contribution) -> str | None:
    """Return a question's message id; what we post for its asker has none until it is posted."""
    if not question.message_id.startswith(WAITING):
        return question.message_id
    key = question.message_id.removeprefix(WAITING)
    return session.scalar(
        select(DeliveredPart.message_id)
        .join(OutboxRow, OutboxRow.id == DeliveredPart.outbox_id)
        .where(OutboxRow.key == key, DeliveredPart.part == 0)
    )


def _chat_link(session: Session, meeting: Meeting, account: Account, other: Person) -> str | None:
    """Return a link that opens a chat with the other, on the platform where it is read."""
    link = meeting.chat_links.get(account.platform)
    for theirs in _accounts(session, other):
        there = (theirs.platform, theirs.tenant) == (account.platform, account.tenant)
        if link and there and theirs.email:
            return link.format(email=quote(theirs.email))
    return None


def _accounts(session: Session, person: Person) -> list[Account]:
    return list(session.scalars(select(Account).where(Account.person_id == person.id)))
