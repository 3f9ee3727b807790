"""Wipes what was deleted from the database's files, where a deletion alone leaves it readable."""

import logging
import sqlite3

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import Database

log = logging.getLogger(__name__)
FULL_TEXT = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
WORD_INDEXES = """
    SELECT quote_ident(indexname) FROM pg_indexes
    WHERE schemaname = current_schema() AND indexdef LIKE '% USING gin (words)'
"""
LOCK_SECONDS = 5
"""So long an index that others read is waited for; meanwhile they wait for us."""


def scrub(database: Database) -> bool:
    """Rewrite the files without what was deleted. Say whether it could be done just now.

    Not inside a transaction. On SQLite: after a deletion, even with secure_delete, the write-ahead
    log still holds the words; a checkpoint, VACUUM and another checkpoint leave none. A full-text
    index keeps the words of what is gone until it is written anew, as do PostgreSQL's statistics.
    """
    try:
        done = _scrub_sqlite(database) if database.is_sqlite else _scrub_postgresql(database)
    except (sqlite3.Error, SQLAlchemyError):
        done = False
    if not done:
        log.warning("What was deleted is not wiped from the files yet: the database was busy")
    return done


def _scrub_sqlite(database: Database) -> bool:
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        for (name,) in cursor.execute(FULL_TEXT).fetchall():
            cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608 - ours
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        return row is not None and row[0] == 0
    finally:
        connection.close()


def _scrub_postgresql(database: Database) -> bool:
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
        try:
            for name in connection.scalars(text(WORD_INDEXES)).all():
                connection.execute(text(f"REINDEX INDEX {name}"))
        finally:
            connection.execute(text("RESET lock_timeout"))
    return True
