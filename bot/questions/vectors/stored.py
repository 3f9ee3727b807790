"""Vectors that PostgreSQL holds and searches, with pgvector's HNSW index: for large collections.

The table is made from the stored vectors, as a cache is, once there are more than memory is meant
for: it is not a migration's, as most databases never need it and few servers have the extension.
Its name tells the embedder, so vectors of two models never meet in it. A row goes with the vector
that it was made from, by the foreign key.
"""

import hashlib
import logging
import time
from array import array
from collections.abc import Collection, Sequence
from sys import byteorder
from typing import Any

from sqlalchemy import Connection, Integer, Select, column, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.progress import Progress
from bot.store import Database

log = logging.getLogger(__name__)
PREFIX = "look_up_"
PAGE = 1000
SEARCHED = 400
"""How many candidates the index looks through (`hnsw.ef_search`), where 200 are wanted."""
LOOK_AGAIN_SECONDS = 60
BUILDING_MEMORY = "512MB"
INSERT = """
    INSERT INTO {table} (contribution_id, community_id, embedding)
    SELECT :id, :community, CAST(CAST(:vector AS real[]) AS vector)
    WHERE EXISTS (SELECT FROM contribution_vector WHERE contribution_id = :id)
    ON CONFLICT (contribution_id) DO UPDATE SET embedding = excluded.embedding
"""
MISSING = """
    SELECT v.contribution_id, c.community_id, v.vector FROM contribution_vector v
    JOIN contribution c ON c.id = v.contribution_id
    WHERE v.embedder = :embedder
    AND NOT EXISTS (SELECT FROM {table} s WHERE s.contribution_id = v.contribution_id)
    LIMIT :most
"""
COUNT_MISSING = "SELECT count(*) FROM ({missing}) AS missing"
DISTANCE = "embedding <#> CAST(CAST(:vector AS real[]) AS vector)"
"""The negative inner product, which is the negative cosine of unit vectors."""


class StoredVectors:
    """The table of one embedder. Safe from any thread."""

    def __init__(self, embedder: str) -> None:
        """Prepare; nothing is made before `build`."""
        self._embedder = embedder
        self._table = PREFIX + hashlib.blake2b(embedder.encode(), digest_size=6).hexdigest()
        self._ready = False
        self._look_again = 0.0

    def ready(self, session: Session) -> bool:
        """Say whether the index is built; looked at now and then, as another replica may have."""
        if time.monotonic() >= self._look_again:
            self._look_again = time.monotonic() + LOOK_AGAIN_SECONDS
            self._ready = bool(
                session.scalar(text("SELECT to_regclass(:index)"), {"index": self._index})
            )
        return self._ready

    @property
    def _index(self) -> str:
        return f"{self._table}_hnsw"

    def build(self, database: Database, progress: Progress) -> bool:
        """Make table and index of what is stored, or add what is missing; False if it can't be.

        Killed in the middle, it goes on at the next call. No lock is held for long.
        """
        with database.engine.begin() as connection:
            if not has_extension(connection):
                return False
            self._make_table(connection)
        self._fill(database, progress)
        with database.engine.begin() as connection:
            connection.execute(text(f"SET LOCAL maintenance_work_mem = '{BUILDING_MEMORY}'"))
            connection.execute(
                text(
                    f"CREATE INDEX IF NOT EXISTS {self._index} ON {self._table}"
                    f" USING hnsw (embedding vector_ip_ops)"
                )
            )
            _drop_others(connection, self._table)
        self._look_again = 0.0
        return True

    def _make_table(self, connection: Connection) -> None:
        dimension = connection.scalar(
            text("SELECT length(vector) / 4 FROM contribution_vector WHERE embedder = :e LIMIT 1"),
            {"e": self._embedder},
        )
        connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS {self._table} ("
                " contribution_id integer PRIMARY KEY"
                " REFERENCES contribution_vector (contribution_id) ON DELETE CASCADE,"
                f" community_id integer NOT NULL, embedding vector({int(dimension or 1)}) NOT NULL)"
            )
        )

    def _fill(self, database: Database, progress: Progress) -> None:
        missing = text(MISSING.format(table=self._table))
        with database.read() as unit:
            total = unit.session.scalar(
                text(COUNT_MISSING.format(missing=missing)),
                {"embedder": self._embedder, "most": None},
            )
        progress.begin("Indexing for look-up", total or 0, "messages")
        done = 0
        while True:
            with database.write() as unit:
                page = {"embedder": self._embedder, "most": PAGE}
                rows = unit.session.execute(missing, page).all()
                if not rows:
                    break
                self._insert(unit.session, [(row[0], row[1], bytes(row[2])) for row in rows])
                unit.commit()
            done += len(rows)
            progress.reach(done)
        progress.end()

    def _insert(self, session: Session, rows: Sequence[tuple[int, int, bytes]]) -> None:
        values = [
            {"id": key, "community": community, "vector": _floats(vector)}
            for key, community, vector in rows
        ]
        session.execute(text(INSERT.format(table=self._table)), values)

    def take(self, session: Session, stored: Sequence[tuple[Contribution, bytes]]) -> None:
        """Take in vectors that are being stored, in the same transaction."""
        session.flush()
        if stored:
            self._insert(session, [(one.id, one.community_id, vector) for one, vector in stored])

    def nearest(
        self,
        session: Session,
        vector: bytes,
        most: int,
        communities: Collection[int],
        among: Select[int] | None = None,
    ) -> dict[int, float]:
        """Return at most `most` messages of these communities by id, with their cosine.

        With `among`, only of the messages whose ids it selects.
        """
        session.execute(
            text(
                f"SELECT set_config('hnsw.ef_search', '{SEARCHED}', true),"
                " set_config('hnsw.iterative_scan', 'strict_order', true)"
            )
        )
        found: dict[str, Any] = {
            "vector": _floats(vector),
            "communities": list(communities),
        }
        key = column("contribution_id", Integer)
        near = (
            select(key, text(f"-({DISTANCE}) AS cosine"))
            .select_from(table(self._table, key))
            .where(text("community_id = ANY(:communities)"))
            .order_by(text(DISTANCE))
            .limit(most)
        )
        rows = session.execute(near if among is None else near.where(key.in_(among)), found)
        return {key: float(cosine) for key, cosine in rows}


def has_extension(connection: Connection) -> bool:
    """Say whether pgvector is there; it is switched on where the server has it and lets us."""
    if connection.dialect.name != "postgresql":
        return False
    installed = "SELECT count(*) FROM pg_extension WHERE extname = 'vector'"
    if connection.scalar(text(installed)):
        return True
    if not connection.scalar(
        text("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
    ):
        return False
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    except DBAPIError as error:
        log.warning("pgvector is there and can't be switched on: %s", type(error.orig).__name__)
        return False
    return True


def _drop_others(connection: Connection, table: str) -> None:
    """Drop the tables of embedders that are no longer used."""
    names = connection.scalars(
        text("SELECT tablename FROM pg_tables WHERE tablename ~ :mine AND tablename <> :table"),
        {"mine": f"^{PREFIX}[0-9a-f]{{12}}$", "table": table},
    ).all()
    for name in names:
        connection.execute(text(f"DROP TABLE {name}"))


def _floats(vector: bytes) -> list[float]:
    """Return a stored vector's numbers."""
    numbers = array("f", vector)
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tolist()
