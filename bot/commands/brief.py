"""Writes the briefing of a past programme for a community."""

import argparse
from collections.abc import Sequence

from sqlalchemy import select

from adapters.grouping import MatrixIndex, load_embedder
from bot.bootstrap import SystemClock, open_database
from bot.cli import CommandFailed
from bot.commands.papers import write_paper
from bot.community.models import Community, Programme
from bot.lessons.carrying.briefing import briefing
from bot.lessons.carrying.matching import carried
from bot.questions.lookup import EarlierAnswers
from bot.settings import Settings
from bot.store import UnitOfWork
from bot.words import count


def brief(given: argparse.Namespace, settings: Settings) -> int:
    """Write what a past programme learned, for a community that begins."""
    lookup = EarlierAnswers(load_embedder(settings.model_directory), MatrixIndex())
    database = open_database(settings.database_url)
    try:
        with database.read() as unit:
            programme, community = _both(unit, given)
            theirs = select(Community.id).where(Community.programme_id == programme.id)
            past = set(unit.session.scalars(theirs))
            found = carried(unit, lookup, past, community.id)
            now = SystemClock().now()
            paper = briefing(unit, programme, community, found, now, settings.zone)
    finally:
        database.close()
    write_paper(given, paper, {"lessons": len(found)}, f"{count(len(found), 'lesson')}.")
    return 0


def _both(unit: UnitOfWork, given: argparse.Namespace) -> tuple[Programme, Community]:
    programme = unit.session.scalar(select(Programme).where(Programme.slug == given.programme))
    if programme is None or not programme.past:
        over = select(Programme.slug).where(Programme.past).order_by(Programme.slug)
        raise CommandFailed(
            f"there is no past programme “{given.programme}”."
            f" {_listed(unit.session.scalars(over).all())}"
        )
    community = unit.session.scalar(select(Community).where(Community.slug == given.to))
    if community is None:
        every = select(Community.slug).order_by(Community.slug)
        raise CommandFailed(
            f"there is no community “{given.to}”. {_listed(unit.session.scalars(every).all())}"
        )
    return programme, community


def _listed(slugs: Sequence[str]) -> str:
    return f"There are: {', '.join(slugs)}." if slugs else "There is none yet."
