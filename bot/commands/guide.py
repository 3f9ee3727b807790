"""Compiles the guide and writes it to a file or the screen."""

import argparse
import sys

from sqlalchemy import select

from bot.bootstrap import SystemClock, open_database
from bot.cli import CommandFailed
from bot.commands.papers import write_paper
from bot.community.checks import Refused
from bot.community.models import Community
from bot.lessons.guide.document import Reader
from bot.lessons.guide.paper import paper_of
from bot.lessons.guide.service import compile_guide, guide_for
from bot.settings import Settings
from bot.store import Database, UnitOfWork
from bot.words import count

NOT_COMPILED = "There is no guide of “{slug}” yet: add --compile to make it."


def guide(given: argparse.Namespace, settings: Settings) -> int:
    """Write a community's guide, for one of its readers."""
    database = open_database(settings.database_url)
    try:
        if given.compile:
            _compile(given, settings, database)
        with database.read() as unit:
            found = guide_for(unit.session, _community(unit, given.community), Reader(given.reader))
    finally:
        database.close()
    if found is None:
        raise CommandFailed(NOT_COMPILED.format(slug=given.community))
    told = {"version": found.number, "reader": str(found.reader), "lessons": found.size}
    words = f"version {found.number}, {count(found.size, 'lesson')}."
    write_paper(given, paper_of(found), told, words)
    return 0


def _community(unit: UnitOfWork, slug: str) -> Community:
    community = unit.session.scalar(select(Community).where(Community.slug == slug))
    if community is None:
        known = unit.session.scalars(select(Community.slug).order_by(Community.slug)).all()
        there = f"There are: {', '.join(known)}." if known else "There is none yet."
        raise CommandFailed(f"there is no community “{slug}”. {there}")
    return community


def _compile(given: argparse.Namespace, settings: Settings, database: Database) -> None:
    with database.write() as unit:
        community = _community(unit, given.community)
        try:
            compile_guide(unit, community, settings.zone, None, SystemClock().now())
        except Refused as refusal:  # as it was is no failure: what is there is written
            sys.stderr.write(f"{refusal}\n")
        unit.commit()
