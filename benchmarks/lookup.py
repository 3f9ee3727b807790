"""Measures /ask and /find: is an earlier answer among three, and how long does it take."""

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

from adapters.grouping import MatrixIndex, load_embedder
from bot.capture.models import Contribution, ContributionVector, Kind
from bot.community.models import Channel, Community, Programme, Purpose
from bot.ports import TextEmbedder
from bot.questions.lookup import CANDIDATES, EarlierAnswers
from bot.questions.vectors.held import HeldVectors
from bot.sample import Record, sample_links, sample_messages
from bot.store import Database
from bot.store.migrate import migrate

MANY = 100_000
LOOK_UPS = 40
PAST = "regional-adoption-agencies"


def run() -> str:
    """Return recall among the three offered, and the time at 100,000 messages."""
    embedder = load_embedder(None)
    return "\n".join([f"Model: {embedder.name}", *_recall(embedder), *_times(embedder)])


def _recall(embedder: TextEmbedder) -> list[str]:
    """Ask each gold question when only what was said before it is there. Gold kinds are given."""
    messages = sample_messages()
    links = {link["question"]: link for link in sample_links()}
    keys = {message["id"]: number for number, message in enumerate(messages, start=1)}
    hits = {"asked_before": [0, 0], "past_programme_lesson": [0, 0]}
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        database = empty(Path(folder))
        earlier = EarlierAnswers(embedder, MatrixIndex())
        said = 0
        for number, message in enumerate(messages):
            if message["id"] not in links:
                continue
            store(database, embedder, messages[said:number], said + 1)
            said = number
            link = links[message["id"]]
            with database.read() as unit:
                found = earlier.answers(unit, message["text"], {1, 2})
            useful = {keys[one] for one in link["useful_messages"]}
            hit = any(one.contribution.id in useful for one in found)
            hits[link["type"]][0] += hit
            hits[link["type"]][1] += 1
            missed += [] if hit else [message["id"]]
        database.close()
    right, asked = (sum(counts[i] for counts in hits.values()) for i in (0, 1))
    parts = ", ".join(f"{kind} {one[0]} of {one[1]}" for kind, one in hits.items())
    return [
        f"A useful answer among three: {right} of {asked} ({right / asked:.2f}): {parts}",
        f"Missed: {', '.join(missed)}",
    ]


def _times(embedder: TextEmbedder) -> list[str]:
    """Time look-ups among many messages: the sample's words again and again, vectors scattered."""
    sample = sample_messages()
    picked = random.Random(7).choices([one for one in sample if not one["thread"]], k=LOOK_UPS)
    with tempfile.TemporaryDirectory() as folder:
        database = empty(Path(folder))
        store_many(database, embedder, sample)
        earlier = EarlierAnswers(embedder, MatrixIndex())
        with database.read() as unit:
            started = time.perf_counter()
            earlier.catch_up(unit)
            loading = time.perf_counter() - started

        def ask(text: str) -> None:
            with database.read() as unit:
                earlier.answers(unit, text, {1, 2})

        def find(text: str) -> None:
            with database.read() as unit:
                earlier.about(unit, " ".join(text.split()[:3]), {1, 2})

        held = HeldVectors(embedder.name, MatrixIndex())
        with database.read() as unit:
            held.catch_up(unit.session)

        def near(text: str) -> None:
            with database.read() as unit:
                held.nearest(unit.session, vectors[text], CANDIDATES, {1, 2})

        texts = [one["text"] for one in picked]
        vectors = dict(zip(texts, embedder.embed(texts), strict=True))
        lines = [
            f"The nearest {CANDIDATES} among {MANY:,}, exactly: {_spread(near, texts)}",
            f"Loading {MANY:,} vectors at the start: {loading:.1f} s",
            f"/ask among {MANY:,} messages: {_spread(ask, texts)}",
            f"/find among {MANY:,} messages: {_spread(find, texts)}",
        ]
        database.close()
    return lines


def _spread(look: Callable[[str], None], texts: Iterable[str]) -> str:
    taken, worked = [], []
    for text in texts:
        started, busy = time.perf_counter(), time.process_time()
        look(text)
        taken.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return (
        f"p50 {np.percentile(taken, 50):.0f} ms, p95 {np.percentile(taken, 95):.0f} ms"
        f" (of the processor p95 {np.percentile(worked, 95):.0f} ms)"
    )


def empty(folder: Path) -> Database:
    """Make a database with two communities, 1 of now and 2 of the past."""
    database = Database(f"sqlite:///{folder}/lookup.db")
    migrate(database)
    with database.write() as unit:
        for number, past in ((1, False), (2, True)):
            name = PAST if past else "now"
            unit.session.add(Programme(id=number, slug=name, name=name, past=past))
            unit.flush()
            unit.session.add(Community(id=number, programme_id=number, slug=name, name=name))
            unit.flush()
            unit.session.add(_channel(number))
        unit.commit()
    return database


def _channel(number: int) -> Channel:
    return Channel(
        id=number,
        platform="bench",
        tenant="T",
        conversation=str(number),
        community_id=number,
        purpose=Purpose.COMMUNITY,
    )


def _row(key: int, message: Record, copy: int = 0) -> dict[str, Any]:
    community = 2 if message["programme"] == PAST else 1
    when = datetime.fromisoformat(message["ts"]) + timedelta(minutes=copy)
    return {
        "id": key,
        "community_id": community,
        "channel_id": community,
        "platform": "bench",
        "tenant": "T",
        "conversation": str(community),
        "message_id": f"{message['id']}/{copy}",
        "thread": f"{message['thread'] or message['id']}/{copy}",
        "kind": Kind(message["kind"]),
        "text": message["text"],
        "posted_at": when,
        "version": when,
    }


def store(
    database: Database, embedder: TextEmbedder, messages: Sequence[Record], first: int
) -> None:
    """Store messages, numbered from `first` on."""
    vectors = embedder.embed([message["text"] for message in messages])
    keys = range(first, first + len(messages))
    with database.write() as unit:
        rows = [_row(key, message) for key, message in zip(keys, messages, strict=True)]
        unit.session.execute(insert(Contribution), rows)
        unit.session.execute(insert(ContributionVector), _vectors(embedder, keys, vectors))
        unit.commit()


def store_many(database: Database, embedder: TextEmbedder, sample: Sequence[Record]) -> None:
    """Store MANY messages: the sample again and again, each copy's vectors scattered a little."""
    known = np.stack(
        [np.frombuffer(one, "<f4") for one in embedder.embed([one["text"] for one in sample])]
    )
    scatter = np.random.default_rng(7)
    with database.write() as unit:
        for copy in range(-(-MANY // len(sample))):
            first = copy * len(sample)
            few = sample[: MANY - first]
            near = known[: len(few)] + 0.03 * scatter.standard_normal(known[: len(few)].shape)
            near /= np.linalg.norm(near, axis=1, keepdims=True)
            keys = range(first + 1, first + 1 + len(few))
            rows = [_row(key, one, copy) for key, one in zip(keys, few, strict=True)]
            unit.session.execute(insert(Contribution), rows)
            vectors = [one.astype("<f4").tobytes() for one in near]
            unit.session.execute(insert(ContributionVector), _vectors(embedder, keys, vectors))
        unit.commit()


def _vectors(
    embedder: TextEmbedder, keys: Iterable[int], vectors: Iterable[bytes]
) -> list[dict[str, Any]]:
    return [
        {"contribution_id": key, "embedder": embedder.name, "vector": vector}
        for key, vector in zip(keys, vectors, strict=True)
    ]
