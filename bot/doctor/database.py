"""Looks at the database: an address, reachable, free, with this version's tables, and on time."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.machine import check_clock, check_folder
from bot.ports import Check, Clock
from bot.questions.vectors import HELD_MOST
from bot.store import Database, DatabaseInUse, DatabaseUnreachable
from bot.store.migrate import is_current

LONGEST_WAIT_SECONDS = 5


def check_database(url: str, clock: Clock) -> list[Check]:
    """Look whether the database answers, is free, has this version's tables, and agrees on time."""
    if not (url.startswith("sqlite") or _is_address(url)):
        advice = "Write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
        return [Check(False, "DATABASE_URL can't be read as an address", advice)]
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return [_check_new_file(Path(url.removeprefix("sqlite:///")))]
    try:
        database = Database(_impatient(url))
    except DatabaseInUse as error:
        advice = "If that is the one you mean to run, all is well; else stop it."
        return [Check(False, str(error), advice)]
    except DatabaseUnreachable as error:
        advice = "Give this user the right to read and write the file and its folder."
        return [Check(False, str(error), advice)]
    try:
        return _look_into(database, clock)
    finally:
        database.close()


def _is_address(url: str) -> bool:
    try:
        make_url(url)
    except (SQLAlchemyError, ValueError):
        return False
    return True


def _impatient(url: str) -> str:
    """Return the address with a short time-out, so that a dead host is told within seconds."""
    address = make_url(url)
    if url.startswith("sqlite") or "connect_timeout" in address.query:
        return url
    patience = {"connect_timeout": str(LONGEST_WAIT_SECONDS)}
    return address.update_query_dict(patience).render_as_string(hide_password=False)


def _check_new_file(path: Path) -> Check:
    folder = check_folder(path.parent, "database's folder")
    if folder.ok:
        return Check(True, f"The database {path} will be made at the first start")
    return folder


def _look_into(database: Database, clock: Clock) -> list[Check]:
    try:
        database.check()
        found = [_check_tables(database)]
        if not database.is_sqlite:
            found.append(_check_look_up(database))
            found.append(check_clock(clock.now(), _server_time(database), "the database"))
    except DatabaseUnreachable as error:
        advice = "Check that it runs, that this machine may reach it, and the password."
        return [Check(False, str(error), advice)]
    except SQLAlchemyError as error:
        advice = "Is it Common Thread's own? Restore it from a backup, or use another."
        return [Check(False, f"The database can't be read ({type(error).__name__})", advice)]
    return found


def _check_tables(database: Database) -> Check:
    name = "SQLite" if database.is_sqlite else "PostgreSQL"
    if is_current(database):
        return Check(True, f"The {name} database answers and has this version's tables")
    what = f"The {name} database lacks this version's tables"
    return Check(False, what, "Run: commonthread migrate")


def _check_look_up(database: Database) -> Check:
    """Say how earlier answers are looked up once there are many; neither way is wrong."""
    with database.read() as unit:
        there = unit.session.scalar(
            text("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
        )
    if there:
        return Check(True, f"pgvector is there for looking up among over {HELD_MOST:,} messages")
    what = f"pgvector is not on the server: beyond {HELD_MOST:,} messages looking up gets slower"
    return Check(
        True, what, "Earlier answers are looked up exactly, in memory. Nothing is missing."
    )


def _server_time(database: Database) -> datetime:
    with database.read() as unit:
        now: datetime = unit.session.execute(select(func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)
