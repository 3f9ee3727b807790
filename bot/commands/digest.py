"""Shows a person's weekly digest as it is, or was to be, on a date. Sends nothing."""

import argparse
import json
import sys
from datetime import UTC, date, datetime

from sqlalchemy import func, or_, select

from bot.bootstrap import Application, SystemClock, connect_nothing, load_learned, open_database
from bot.cli import CommandFailed
from bot.community.models import Account, Person
from bot.digests.letters.cards import digest_card, empty_card
from bot.digests.letters.gathering.everything import write_letter
from bot.digests.letters.gathering.scope import Shared
from bot.digests.letters.plain import as_text
from bot.digests.letters.readers import PERSON, Reader, rhythm
from bot.features import usual_of
from bot.questions.experience.service import Experience
from bot.settings import Settings
from bot.store import UnitOfWork
from bot.words import number_in


def digest(given: argparse.Namespace, settings: Settings) -> int:
    """Print what one person's digest would say."""
    database = open_database(settings.database_url)
    try:
        app = Application(
            settings, database, SystemClock(), load_learned(settings), connect_nothing
        )
        app.fill_look_up()
        with database.read() as unit:
            told = _preview(app, unit, _find(unit, given.person), given.at)
    finally:
        database.close()
    out = json.dumps(told, indent=2, ensure_ascii=False) if given.json else told["text"]
    sys.stdout.write(f"{out}\n")
    return 0


def _find(unit: UnitOfWork, named: str) -> Reader:
    """Return the person with this number or e-mail address. Raises CommandFailed."""
    found = unit.session.scalars(
        select(Person.id)
        .join(Account, Account.person_id == Person.id)
        .where(or_(Person.id == number_in(named), func.lower(Account.email) == named.lower()))
        .distinct()
    ).all()
    if len(found) != 1:
        raise CommandFailed(f"{len(found)} people are known as {named}; give a person's number.")
    return Reader(PERSON, found[0])


def _preview(
    app: Application, unit: UnitOfWork, reader: Reader, on: date | None
) -> dict[str, object]:
    usual = usual_of(app.settings)
    theirs = rhythm(unit.session, reader, usual)
    until = datetime.combine(on, theirs.at, tzinfo=theirs.zone) if on else datetime.now(UTC)
    experience = Experience(app.answers, app.themes.nearest_theme, app.settings.zone)
    shared = Shared(experience, usual.working, until)
    letter, address = write_letter(unit, reader, shared, until, theirs.zone)
    day = until.astimezone(theirs.zone).date()
    card = digest_card(letter, address, day) if letter.sections else empty_card(address, day)
    return {
        "person": reader.id,
        "at": until.isoformat(),
        "wanted": theirs.wanted,
        "items": letter.keys,
        "text": as_text(card),
    }
