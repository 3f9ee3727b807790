"""Reads a community's threads as grouping wants them: heads, replies, vectors, present themes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.ports import Thread
from bot.themes.models import ThemeMembership

ThreadKey = tuple[str, str, str, str]


def thread_key(contribution: Contribution) -> ThreadKey:
    """Return what tells a thread from all others."""
    one = contribution
    return (one.platform, one.tenant, one.conversation, one.thread)


@dataclass(slots=True)
class _Gathered:
    members: list[tuple[Contribution, bytes]] = field(default_factory=list)

    def head(self) -> Contribution:
        """Return the root; when that was not kept, the earliest message we have."""
        kept = [one for one, _ in self.members]
        roots = [one for one in kept if one.is_root]
        return roots[0] if roots else min(kept, key=lambda one: (one.posted_at, one.id))


def read_threads(session: Session, community_id: int, embedder: str) -> list[Thread]:
    """Return every thread of a community that is more than chatter, each message counted once."""
    rows = session.execute(
        select(Contribution, ContributionVector.vector)
        .join(ContributionVector, ContributionVector.contribution_id == Contribution.id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
            ContributionVector.embedder == embedder,
        )
        .order_by(Contribution.posted_at, Contribution.id)
    )
    gathered: dict[ThreadKey, _Gathered] = defaultdict(_Gathered)
    for contribution, vector in rows:
        gathered[thread_key(contribution)].members.append((contribution, vector))
    known = _memberships(session, community_id)
    return [_thread(one, known) for one in gathered.values() if _says_something(one.members)]


def _says_something(members: Iterable[tuple[Contribution, bytes]]) -> bool:
    return any(one.kind is not Kind.CHATTER for one, _ in members)


def _memberships(session: Session, community_id: int) -> dict[int, ThemeMembership]:
    rows = session.scalars(
        select(ThemeMembership)
        .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
        .where(Contribution.community_id == community_id)
    )
    return {row.contribution_id: row for row in rows}


def _thread(gathered: _Gathered, known: dict[int, ThemeMembership]) -> Thread:
    head = gathered.head()
    replies = [(one, vector) for one, vector in gathered.members if one.id != head.id]
    vector = next(vector for one, vector in gathered.members if one.id == head.id)
    membership = known.get(head.id)
    return Thread(
        key=head.id,
        text=head.text,
        replies=tuple(one.text for one, _ in replies),
        vector=vector,
        reply_vectors=tuple(vector for _, vector in replies),
        theme=membership.theme_id if membership else None,
        fixed=membership is not None and membership.by_id is not None,
        channel=head.channel_id,
    )


def head_of(session: Session, contribution: Contribution) -> Contribution:
    """Return the contribution that stands for the thread a message is in."""
    platform, tenant, conversation, thread = thread_key(contribution)
    members: Sequence[Contribution] = session.scalars(
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
    return next((one for one in members if one.is_root), members[0] if members else contribution)
