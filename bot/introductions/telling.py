"""Tells who asked for an introduction that none came of it: after some days, and never why."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.community.models import Person
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, post
from bot.introductions.cards.introducing import not_made_card
from bot.introductions.models import Introduction
from bot.introductions.who import who
from bot.schedules.working import WorkingCalendar
from bot.store import Database

DAYS = 5
"""Working days within which somebody may say that they agree, before the other is told."""
LET_GO = timedelta(days=60)


def tell_of_none(database: Database, calendar: WorkingCalendar, now: datetime) -> None:
    """Tell each who waits for long enough, once and in working hours.

    Whether the other said not now, or nothing at all, they are told the same at the same time.
    """
    if not calendar.is_open(now):
        return
    with database.write() as unit:
        waiting = unit.session.scalars(
            select(Introduction).where(
                Introduction.made_at.is_(None), Introduction.asked_at > now - LET_GO
            )
        )
        for row in waiting:
            two = {row.first_id, row.second_id}
            if row.asked_by_id not in two or calendar.days_between(row.asked_at, now) < DAYS:
                continue
            asker = unit.session.get_one(Person, row.asked_by_id)
            (other,) = (unit.session.get_one(Person, each) for each in two - {asker.id})
            account = account_to_tell(unit.session, asker.id)
            if account is not None:
                card, key = not_made_card(who(other)), f"introduction-none:{row.id}"
                post(unit, account_destination(unit, account), card, key=key, now=now)
        unit.commit()
