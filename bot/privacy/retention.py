"""Lets go of what need not be kept any longer."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.capture.models import Contribution, InboxRow, InboxState
from bot.capture.service import erase
from bot.community.linking.codes import tidy_codes
from bot.delivery.models import OutboxRow, OutboxState
from bot.lessons.forgetting import let_go_of_old, tidy_words
from bot.lessons.resources import keeping as resources
from bot.questions.erasing import let_go_of
from bot.store import Database
from bot.themes.models import ThemeWeek

KEYS_KEPT = timedelta(days=30)
"""A platform sends an event again for a day at most; a week would do."""
CARDS_KEPT = timedelta(days=90)
DAYS_A_MONTH = 30.44
BATCH = 500


def tidy(database: Database, retention_months: int, now: datetime) -> None:
    """Drop old keys of handled events, old posts' cards, old codes, and words past their time."""
    with database.write() as unit:
        handled = InboxRow.state == InboxState.HANDLED
        old = InboxRow.received_at < now - KEYS_KEPT
        unit.session.execute(delete(InboxRow).where(handled, old))
        over = OutboxRow.state.in_((OutboxState.SENT, OutboxState.DEAD))
        long_ago = OutboxRow.created_at < now - CARDS_KEPT
        unit.session.execute(update(OutboxRow).where(over, long_ago).values(card=""))
        tidy_codes(unit, now)
        unit.commit()
    oldest = now - timedelta(days=retention_months * DAYS_A_MONTH)
    with database.write() as unit:  # a theme's name in a past week is made of what was said
        unit.session.execute(delete(ThemeWeek).where(ThemeWeek.at < oldest))
        tidy_words(unit, oldest)
        unit.commit()
    while _erase_some(database, oldest, now):
        pass


def _erase_some(database: Database, before: datetime, now: datetime) -> int:
    """Erase one batch of contributions whose time is over; return how many."""
    with database.write() as unit:
        due = unit.session.scalars(
            select(Contribution)
            .where(Contribution.posted_at < before, Contribution.deleted_at.is_(None))
            .limit(BATCH)
        ).all()
        for contribution in due:
            erase(unit, contribution, now)
        gone = [contribution.id for contribution in due]
        let_go_of(unit, gone, now)
        let_go_of_old(unit, gone)
        resources.let_go(unit, gone)
        unit.commit()
    return len(due)
