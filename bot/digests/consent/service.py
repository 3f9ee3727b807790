"""Whether an author lets their words be quoted: asked once a message, taken back until sent.

Consent is for the words as they were asked about: a message that was edited since is not quoted.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Community, Person
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, post
from bot.digests.consent.cards import ask_card
from bot.digests.consent.choosing import FRESH, candidates, in_theme, may_be_offered
from bot.digests.models import QuoteConsent, Summary, SummaryState
from bot.digests.snapshot import Quoted, Snapshot, ThemeLine, thaw
from bot.store import UnitOfWork
from bot.themes.models import Theme
from bot.themes.outside import names_in
from bot.themes.unattributed import Names


def ask_for_quotes(unit: UnitOfWork, summary: Summary, now: datetime) -> int:
    """Ask the author of one message of each theme without a quote; return how many were asked.

    A person is asked about one message a summary at most.
    """
    community = unit.session.get_one(Community, summary.community_id)
    names = names_in(unit.session, community)
    asked: set[int] = set()
    for line in thaw(summary.snapshot).themes:
        if line.quote is None:
            author = _ask_about(unit, line.theme_id, summary, names, asked, now)
            asked |= {author} if author else set()
    return len(asked)


def _ask_about(
    unit: UnitOfWork,
    theme_id: int,
    summary: Summary,
    names: Names,
    asked: Collection[int],
    now: datetime,
) -> int | None:
    """Ask one author about one message of a theme; return who it is."""
    theme = unit.session.get_one(Theme, theme_id)
    for message in candidates(unit.session, theme, summary.starts_at, summary.ends_at):
        person = message.author
        if person is None or person.id in asked or not may_be_offered(message.text, names):
            continue
        account = account_to_tell(unit.session, person.id, message)
        if account is None:
            continue
        unit.session.add(QuoteConsent(contribution_id=message.id, asked_at=now))
        card = ask_card(message.id, message.text)
        post(unit, account_destination(unit, account), card, key=card_key(message.id), now=now)
        return person.id
    return None


def card_key(contribution_id: int) -> str:
    """Return the outbox key of the card that asks about a message."""
    return f"quote:{contribution_id}"


def consent_to_answer(
    unit: UnitOfWork, contribution_id: int, person: Person
) -> Contribution | None:
    """Return the message that its author was asked about; None when there is none to decide on.

    It is held until this unit of work ends, so that it is not sent meanwhile.
    """
    row = unit.session.get(QuoteConsent, contribution_id, with_for_update=True)
    message = unit.session.get(Contribution, contribution_id)
    if row is None or message is None or message.author_id != person.id:
        return None
    return message if as_asked(message, row) else None


def answer(unit: UnitOfWork, message: Contribution, agreed: bool, now: datetime) -> None:
    """Note what the author said."""
    row = unit.session.get_one(QuoteConsent, message.id)
    row.agreed, row.answered_at = agreed, now
    unit.flush()


def may_quote(session: Session, contribution_id: int) -> bool:
    """Say whether a message's author agreed to its being quoted as it is now."""
    row = session.get(QuoteConsent, contribution_id)
    message = session.get(Contribution, contribution_id)
    return bool(row and row.agreed and message and as_asked(message, row))


def agreed_by(session: Session, person: Person, most: int) -> list[tuple[int, str]]:
    """Return a person's messages that may be quoted and were not sent yet, the newest first."""
    rows = session.scalars(
        select(Contribution)
        .join(QuoteConsent, QuoteConsent.contribution_id == Contribution.id)
        .where(Contribution.author_id == person.id, QuoteConsent.agreed.is_(True))
        .order_by(Contribution.posted_at.desc())
    )
    open_ = [one for one in rows if may_quote(session, one.id) and not was_sent(session, one)]
    return [(one.id, one.text) for one in open_[:most]]


def was_sent(session: Session, message: Contribution) -> bool:
    """Say whether the department has read the message's words."""
    sent = select(Summary.snapshot).where(
        Summary.community_id == message.community_id, Summary.state == SummaryState.APPROVED
    )
    return any(message.id in quoted_in(thaw(kept)) for kept in session.scalars(sent))


def quoted_in(snapshot: Snapshot) -> set[int]:
    """Return the messages that a snapshot quotes."""
    return {line.quote.contribution_id for line in snapshot.themes if line.quote is not None}


def quote_for(
    session: Session, theme_id: int, names: Names, used: Collection[int], until: datetime
) -> Quoted | None:
    """Return words for a theme that their author agreed to and that were not sent before."""
    agreed = session.scalars(
        in_theme(theme_id)
        .join(QuoteConsent, QuoteConsent.contribution_id == Contribution.id)
        .where(
            QuoteConsent.agreed.is_(True),
            Contribution.id.not_in(used),
            Contribution.posted_at > until - FRESH,
            Contribution.posted_at <= until,
        )
        .order_by(Contribution.posted_at.desc())
    )
    for message in agreed:
        if may_quote(session, message.id) and may_be_offered(message.text, names):
            return Quoted(contribution_id=message.id, words=message.text)
    return None


def without_revoked(session: Session, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot without the quotes whose authors no longer agree."""
    return replace(snapshot, themes=tuple(_as_agreed(session, one) for one in snapshot.themes))


def _as_agreed(session: Session, line: ThemeLine) -> ThemeLine:
    if line.quote is None or may_quote(session, line.quote.contribution_id):
        return line
    return replace(line, quote=None)


def as_asked(message: Contribution, row: QuoteConsent) -> bool:
    """Say whether a message still has the words that its author was asked about."""
    return message.deleted_at is None and message.version <= row.asked_at
