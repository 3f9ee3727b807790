"""Wipes what was deleted from the database's files, where a deletion alone leaves it readable."""

import logging
import sqlite3

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import Database

log = logging.getLogger(__name__)


def scrub(database: Database) -> bool:
    """Rewrite the files without what was deleted. Say whether it could be done just now.

    Not inside a transaction. On SQLite: after a deletion, even with secure_delete, the write-ahead
    log still holds the words; a checkpoint, VACUUM and another checkpoint leave none.
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
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        return row is not None and row[0] == 0
    finally:
        connection.close()


def _scrub_postgresql(database: Database) -> bool:
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
    return True
