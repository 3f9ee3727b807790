"""The store itself: transactions, times, a second process."""

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from bot.community.models import Account, Programme
from bot.privacy.audit import record
from bot.privacy.models import AuditEntry
from bot.store import Database, DatabaseInUse
from bot.store.migrate import alembic_config, is_current, migrate

NO = {"no": False}
FULL_TEXT = {
    *(
        f"{table}_words{part}"
        for table in ("contribution", "lesson")
        for part in ("", "_data", "_idx", "_docsize", "_config")
    ),
    "ix_contribution_words",
    "ix_lesson_words",
    "words",
}
"""What the databases look words up by: no model's. FTS5's tables, PostgreSQL's columns and GIN."""


def test_leaving_without_commit_keeps_nothing(database: Database) -> None:
    with database.write() as unit:
        unit.session.add(Programme(slug="a", name="A"))
        unit.flush()
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(Programme.id))) == 0


def test_times_come_back_aware_and_utc(database: Database) -> None:
    local = datetime(2026, 7, 6, 10, 35, tzinfo=timezone(timedelta(hours=1)))
    with database.write() as unit:
        record(unit, by=None, action="test", subject="x", now=local)
        unit.commit()
    with database.read() as unit:
        entry = unit.session.scalars(select(AuditEntry)).one()
    assert entry.at == local
    assert entry.at.tzinfo is UTC


def test_naive_times_are_refused(database: Database) -> None:
    with database.write() as unit, pytest.raises(StatementError, match="aware"):
        record(unit, by=None, action="t", subject="x", now=datetime(2026, 7, 6))  # noqa: DTZ001
        unit.flush()


def test_writers_that_read_first_all_succeed(database: Database) -> None:
    """A deferred BEGIN would fail here on SQLite: each reads, then writes what it read plus one."""
    with database.write() as unit:
        unit.session.add(Programme(slug="count", name="0"))
        unit.commit()

    def add_ten() -> None:
        for _ in range(10):
            with database.write() as unit:
                row = unit.session.scalars(select(Programme).with_for_update()).one()
                row.name = str(int(row.name) + 1)
                unit.commit()

    threads = [threading.Thread(target=add_ten) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as unit:
        assert unit.session.scalars(select(Programme.name)).one() == "60"


def test_migrations_make_what_the_models_say(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    import bot.store.catalogue  # noqa: F401
    from bot.store import Base

    passed_over = set()

    def is_a_models(_: object, name: str | None, __: str, in_database: bool, ours: object) -> bool:
        looks_up = name in FULL_TEXT and in_database and ours is None
        if looks_up:
            passed_over.add(name)
        return not looks_up

    opts = {"include_object": is_a_models}
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        differences = compare_metadata(context, Base.metadata)
    assert differences == []
    assert len(passed_over) == (10 if database.is_sqlite else 3)
    assert is_current(database)


def test_a_filled_database_of_the_first_version_is_brought_to_this_one(database: Database) -> None:
    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        connection.execute(
            text("INSERT INTO person (id, name, capture_off) VALUES (7, 'P', :no)"), NO
        )
        connection.execute(
            text(
                "INSERT INTO account (platform, tenant, user_id, email, person_id)"
                " VALUES ('slack', 'T1', 'U1', 'p@example.org', 7)"
            )
        )
    migrate(database)
    with database.read() as unit:
        account = unit.session.scalars(select(Account)).one()
    assert (account.person.name, account.email) == ("P", "p@example.org")
    assert (account.address, account.email_vouched, account.keep_apart) == ("", False, False)
    assert is_current(database)


def test_a_second_process_on_a_sqlite_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    program = (
        f"from bot.store import Database; d = Database({url!r}); print('open', flush=True); input()"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(DatabaseInUse, match="Stop it first"):
            Database(url)
        other.communicate(b"\n")
    Database(url).close()


def test_sqlite_is_set_up_as_measured(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/one.db")
    with database.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
    database.close()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "synchronous": 2}
    assert (tmp_path / "one.db").stat().st_mode & 0o077 == 0


def test_reopening_finds_what_was_kept(open_database: Callable[[], Database]) -> None:
    first = open_database()
    with first.write() as unit:
        unit.session.add(Programme(slug="kept", name="Kept"))
        unit.commit()
    first.close()
    with open_database().read() as unit:
        assert unit.session.scalars(select(Programme.slug)).one() == "kept"
