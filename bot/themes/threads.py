"""Reads a community's threads as grouping wants them: heads, replies, vectors, present themes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.ports import Thread
from bot.themes.models import ThemeMembership, ThemeRefusal

ThreadKey = tuple[str, str, str, str]
AT_ONCE = 5000


class _Message(NamedTuple):
    """A message as it is read: columns, as whole objects would take most of the time."""

    id: int
    platform: str
    tenant: str
    conversation: str
    thread: str
    message_id: str
    kind: Kind
    text: str
    channel_id: int
    posted_at: datetime
    vector: bytes


def thread_key(contribution: Contribution) -> ThreadKey:
    """Return what tells a thread from all others."""
    one = contribution
    return (one.platform, one.tenant, one.conversation, one.thread)


def read_threads(session: Session, community_id: int, embedder: str) -> list[Thread]:
    """Return every thread of a community, each message counted once."""
    one = Contribution
    columns = (one.id, one.platform, one.tenant, one.conversation, one.thread, one.message_id)
    said = (one.kind, one.text, one.channel_id, one.posted_at, ContributionVector.vector)
    rows = session.execute(
        select(*columns, *said)
        .join(ContributionVector, ContributionVector.contribution_id == one.id)
        .where(
            one.community_id == community_id,
            one.deleted_at.is_(None),
            one.same_as_id.is_(None),
            ContributionVector.embedder == embedder,
        )
        .order_by(one.posted_at, one.id)
        .execution_options(yield_per=AT_ONCE)
    )
    gathered: dict[ThreadKey, list[_Message]] = defaultdict(list)
    for row in rows:
        message = _Message(*row)
        gathered[message[1:5]].append(message)
    known = _memberships(session, community_id)
    refused = _refused(session, community_id)
    return [_thread(messages, known, refused) for messages in gathered.values()]


def _memberships(session: Session, community_id: int) -> dict[int, tuple[int | None, bool]]:
    """Return for each thread's head the theme it is in, and whether a person put it there."""
    rows = session.execute(
        select(
            ThemeMembership.contribution_id,
            ThemeMembership.theme_id,
            ThemeMembership.by_id.is_not(None),
        )
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id)
    )
    return {head: (theme_id, by_person) for head, theme_id, by_person in rows}


def _refused(session: Session, community_id: int) -> dict[int, list[int]]:
    """Return for each thread's head the themes that a person said it is not about."""
    rows = session.execute(
        select(ThemeRefusal.contribution_id, ThemeRefusal.theme_id)
        .join(Contribution, Contribution.id == ThemeRefusal.contribution_id)
        .where(Contribution.community_id == community_id)
        .order_by(ThemeRefusal.theme_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for head, theme_id in rows:
        found[head].append(theme_id)
    return found


def _thread(
    messages: list[_Message],
    known: dict[int, tuple[int | None, bool]],
    refused: dict[int, list[int]],
) -> Thread:
    """Return the thread; its head is the root or, when that was not kept, the earliest message."""
    head = next((one for one in messages if one.message_id == one.thread), messages[0])
    replies = [one for one in messages if one.id != head.id]
    theme, fixed = known.get(head.id, (None, False))
    return Thread(
        key=head.id,
        text=head.text,
        replies=tuple(one.text for one in replies),
        vector=head.vector,
        reply_vectors=tuple(one.vector for one in replies),
        theme=theme,
        fixed=fixed,
        not_in=tuple(refused.get(head.id, ())),
        channel=head.channel_id,
        chatter=all(one.kind is Kind.CHATTER for one in messages),
    )


def head_of(session: Session, contribution: Contribution) -> Contribution:
    """Return the contribution that stands for the thread a message is in."""
    members = _members(session, contribution)
    return next((one for one in members if one.is_root), members[0] if members else contribution)


def replies_to(session: Session, head: Contribution, most: int) -> list[Contribution]:
    """Return the first replies in a thread that are more than chatter."""
    members = [one for one in _members(session, head) if one.id != head.id]
    return [one for one in members if one.kind is not Kind.CHATTER][:most]


def _members(session: Session, contribution: Contribution) -> Sequence[Contribution]:
    platform, tenant, conversation, thread = thread_key(contribution)
    return session.scalars(
        select(Contribution)
        .where(
            Contribution.platform == platform,
            Contribution.tenant == tenant,
            Contribution.conversation == conversation,
            Contribution.thread == thread,
            Contribution.deleted_at.is_(None),
        )
        .order_by(Contribution.posted_at, Contribution.id)
    ).all()
