"""The PostgreSQL database that tests use one after another, each finding it as if newly made.

Making a database takes a few tenths of a second, emptying one a few thousandths.
"""

import time

import psycopg
from psycopg.sql import SQL, Identifier

from bot.store import Database
from bot.store.migrate import migrate

NAME = "tested"
LEAVE_SECONDS = 10
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
"""
SEQUENCES_TO_THEIR_START = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()
"""
SCHEMA = """
    SELECT string_agg(part, ' ' ORDER BY part) FROM (
        SELECT concat('version ', version_num) FROM alembic_version
        UNION ALL SELECT concat('relation ', relname, ' ', xmin) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat('column ', attrelid, ' ', attname, ' ', a.xmin)
            FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat('constraint ', oid, ' ', xmin) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
    ) AS parts (part)
"""
"""What tells any change of the schema: each row of the catalogue carries who wrote it last."""


def migrated(url: str) -> None:
    """Migrate the database at a URL to the newest version."""
    database = Database(url)
    migrate(database)
    database.close()


class EmptiedDatabase:
    """A migrated database on a server, emptied between tests; made anew after a changed schema."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._make()

    @property
    def url(self) -> str:
        """The URL by which the program opens it."""
        return self._named().replace("sql:", "sql+psycopg:", 1)

    def empty(self) -> None:
        """Leave it as if newly made. Fails when the test has not closed what it opened."""
        with psycopg.connect(self._named(), autocommit=True) as connection:
            wait_until_alone(connection)
            as_made = value(connection, SCHEMA) == self._schema
            if as_made:
                self._delete_rows(connection)
        if not as_made:
            self._make()

    def _make(self) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            name = Identifier(NAME)
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(SQL("CREATE DATABASE {}").format(name))
        migrated(self.url)
        with psycopg.connect(self._named()) as connection:
            self._schema = value(connection, SCHEMA)
            self._tables = [name for (name,) in connection.execute(TABLES)]

    def _delete_rows(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        filled = SQL(" UNION ALL ").join(
            SQL("(SELECT {} FROM {} LIMIT 1)").format(table, Identifier(table))
            for table in self._tables
        )
        connection.execute("SET session_replication_role = replica")  # no foreign keys meanwhile
        for (table,) in connection.execute(filled).fetchall():
            connection.execute(SQL("DELETE FROM {}").format(Identifier(str(table))))
        connection.execute(SEQUENCES_TO_THEIR_START)

    def _named(self) -> str:
        return self._server.replace("/postgres?", f"/{NAME}?", 1)


def wait_until_alone(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Wait for the connections that a test closed or whose process it ended to be gone."""
    until = time.monotonic() + LEAVE_SECONDS
    while value(connection, OTHERS):
        assert time.monotonic() < until, "the test left a connection to its database open"
        time.sleep(0.002)


def value(connection: "psycopg.Connection[tuple[object, ...]]", query: str) -> object:
    """Return the one value that a query gives."""
    row = connection.execute(query).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]
