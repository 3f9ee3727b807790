"""Asks, replies and questions back: what becomes of them. No permissions: the handlers check.

Whoever decides about a reply or a question has it locked, and knows that it waits.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.models import Community, Person
from bot.digests.replies import cards
from bot.digests.replies.following import tell_of_summary
from bot.digests.replies.models import (
    AskBack,
    AskKind,
    DepartmentAsk,
    DepartmentReply,
    ReplyState,
    Standing,
)
from bot.digests.replies.reading import replies_to
from bot.digests.replies.sending import send_question, send_reply, shown
from bot.digests.replies.standing import SETTLED, standing_of
from bot.digests.replies.telling import tell, tell_facilitators
from bot.digests.replies.wording import subject_words
from bot.digests.snapshot import Snapshot
from bot.privacy.audit import record
from bot.store import UnitOfWork
from bot.themes.models import Theme

AT_ONCE = timedelta(hours=1)
"""The very same said again within it is the same form sent twice."""


def raise_ask(
    unit: UnitOfWork,
    community: Community,
    kind: AskKind,
    words: str,
    *,
    by: Person | None,
    now: datetime,
    theme: Theme | None = None,
    message: Contribution | None = None,
) -> DepartmentAsk:
    """Note what the hubs ask of the department; it goes out with the next summary.

    The words are checked by the caller (`bot.digests.replies.wording`).
    """
    ask = DepartmentAsk(
        community_id=community.id,
        theme_id=theme.id if theme else None,
        contribution_id=message.id if message else None,
        kind=kind,
        words=words,
        standing=Standing.OPEN,
        raised_at=now,
        raised_by_id=by.id if by else None,
    )
    unit.session.add(ask)
    unit.flush()
    record(unit, by=by, action="ask.raised", subject=f"ask:{ask.id}", now=now, kind=kind)
    return ask


def asks_sent(unit: UnitOfWork, snapshot: Snapshot, now: datetime) -> None:
    """Note that a summary went to the department: its asks are sent, its followers are told.

    Twice does no harm.
    """
    asks = select(DepartmentAsk).where(
        DepartmentAsk.id.in_([line.ask_id for line in snapshot.asks]),
        DepartmentAsk.sent_at.is_(None),
    )
    for ask in unit.session.scalars(asks).all():
        ask.sent_at = now
    unit.flush()
    tell_of_summary(unit, snapshot, snapshot.week, now)


def give_reply(
    unit: UnitOfWork,
    community: Community,
    about: DepartmentAsk | Theme,
    says: Standing,
    words: str,
    by_when: date | None,
    *,
    by: Person,
    now: datetime,
) -> DepartmentReply | None:
    """Take an official's reply: it goes to the hubs at once, or to a facilitator first.

    None: they said the very same just now.
    """
    unit.alone_with(f"reply:{by.id}")
    reply = DepartmentReply(
        community_id=community.id,
        ask_id=about.id if isinstance(about, DepartmentAsk) else None,
        theme_id=about.theme_id if isinstance(about, DepartmentAsk) else about.id,
        says=says,
        words=words,
        by_when=by_when,
        by_id=by.id,
        at=now,
        state=ReplyState.WAITING,
    )
    if _is_said(unit, reply):
        return None
    unit.session.add(reply)
    unit.flush()
    record(unit, by=by, action="reply.given", subject=f"reply:{reply.id}", now=now, says=says)
    if community.releases_replies:
        card = cards.to_release_card(reply.id, shown(unit, reply), community.name)
        tell_facilitators(unit, community.id, card, key=f"reply-check:{reply.id}", now=now)
    else:
        _let_out(unit, reply, now)
    return reply


def release_reply(unit: UnitOfWork, reply: DepartmentReply, by: Person, now: datetime) -> None:
    """Let a reply that waits go to the hubs."""
    _settle(reply, ReplyState.RELEASED, by, now)
    record(unit, by=by, action="reply.released", subject=f"reply:{reply.id}", now=now)
    _let_out(unit, reply, now)


def hold_reply(
    unit: UnitOfWork, reply: DepartmentReply, reason: str, by: Person, now: datetime
) -> None:
    """Hold back a reply that waits, and tell its official why."""
    _settle(reply, ReplyState.HELD_BACK, by, now)
    record(unit, by=by, action="reply.held_back", subject=f"reply:{reply.id}", now=now)
    if reply.by_id is not None:
        card = cards.held_back_card(shown(unit, reply).about, reason)
        tell(unit, reply.by_id, card, key=f"reply-held:{reply.id}", now=now)


def ask_hubs(
    unit: UnitOfWork, community: Community, theme: Theme, words: str, *, by: Person, now: datetime
) -> AskBack | None:
    """Take an official's question to the hubs: it is posted at once, or checked first.

    None: they asked the very same just now.
    """
    unit.alone_with(f"ask-back:{by.id}")
    same = select(AskBack.id).where(
        AskBack.theme_id == theme.id,
        AskBack.by_id == by.id,
        AskBack.words == words,
        AskBack.state != ReplyState.HELD_BACK,
        AskBack.at > now - AT_ONCE,
    )
    if unit.session.scalar(same.limit(1)) is not None:
        return None
    question = AskBack(
        community_id=community.id,
        theme_id=theme.id,
        words=words,
        by_id=by.id,
        at=now,
        state=ReplyState.WAITING,
    )
    unit.session.add(question)
    unit.flush()
    subject = f"ask_back:{question.id}"
    record(unit, by=by, action="ask_back.given", subject=subject, now=now)
    if community.releases_replies:
        label = subject_words(unit.session, theme.id, None)
        card = cards.question_to_release_card(question.id, label, words, community.name)
        tell_facilitators(unit, community.id, card, key=f"ask-back-check:{question.id}", now=now)
    else:
        question.state, question.settled_at = ReplyState.RELEASED, now
        send_question(unit, question, now)
    return question


def release_question(unit: UnitOfWork, question: AskBack, by: Person, now: datetime) -> None:
    """Let a question that waits be posted."""
    _settle(question, ReplyState.RELEASED, by, now)
    record(unit, by=by, action="ask_back.released", subject=f"ask_back:{question.id}", now=now)
    send_question(unit, question, now)


def hold_question(
    unit: UnitOfWork, question: AskBack, reason: str, by: Person, now: datetime
) -> None:
    """Hold back a question that waits, and tell its official why."""
    _settle(question, ReplyState.HELD_BACK, by, now)
    record(unit, by=by, action="ask_back.held_back", subject=f"ask_back:{question.id}", now=now)
    if question.by_id is not None:
        label = subject_words(unit.session, question.theme_id, None)
        key = f"ask-back-held:{question.id}"
        tell(unit, question.by_id, cards.held_back_card(label, reason), key=key, now=now)


def set_standing(unit: UnitOfWork, ask: DepartmentAsk, now: datetime) -> None:
    """Have an ask stand where its released replies put it."""
    unit.flush()
    said: Sequence[DepartmentReply] = replies_to(unit.session, ask.id)
    ask.standing = standing_of(said)
    if said:
        ask.sent_at = ask.sent_at or said[0].at  # who replies has read it
    if ask.standing not in SETTLED:
        ask.settled_at = None
    elif ask.settled_at is None:
        ask.settled_at = now
    unit.flush()


def _let_out(unit: UnitOfWork, reply: DepartmentReply, now: datetime) -> None:
    reply.state, reply.settled_at = ReplyState.RELEASED, now
    if reply.ask_id is not None:
        ask = unit.session.get_one(DepartmentAsk, reply.ask_id, with_for_update=True)
        set_standing(unit, ask, now)
    unit.flush()
    send_reply(unit, reply, now)


def _settle(waits: DepartmentReply | AskBack, state: ReplyState, by: Person, now: datetime) -> None:
    waits.state, waits.settled_by_id, waits.settled_at = state, by.id, now


def _is_said(unit: UnitOfWork, reply: DepartmentReply) -> bool:
    """Say whether the official said the very same on the same subject just now."""
    same = select(DepartmentReply.id).where(
        DepartmentReply.by_id == reply.by_id,
        DepartmentReply.ask_id.is_not_distinct_from(reply.ask_id),
        DepartmentReply.theme_id.is_not_distinct_from(reply.theme_id),
        DepartmentReply.says == reply.says,
        DepartmentReply.words == reply.words,
        DepartmentReply.by_when.is_not_distinct_from(reply.by_when),
        DepartmentReply.state != ReplyState.HELD_BACK,
        DepartmentReply.at > reply.at - AT_ONCE,
    )
    return unit.session.scalar(same.limit(1)) is not None
