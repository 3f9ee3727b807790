"""Measures /ask and /find: is an earlier answer among three, and how long does it take."""

import tempfile
from collections.abc import Sequence

from sqlalchemy import insert

from adapters.grouping import MatrixIndex, load_embedder
from benchmarks.lookup_speed import times
from benchmarks.lookup_store import empty, row_of, vectors_of
from bot.capture.models import Contribution, ContributionVector
from bot.ports import TextEmbedder
from bot.questions.lookup import EarlierAnswers
from bot.sample import Record, sample_links, sample_messages
from bot.store import Database


def run() -> str:
    """Return recall among the three offered; the times are told as they are measured."""
    embedder = load_embedder(None)
    for line in times(embedder):
        print(line, flush=True)
    return "\n".join([f"Model: {embedder.name}", *_recall(embedder)])


def _recall(embedder: TextEmbedder) -> list[str]:
    """Ask each gold question when only what was said before it is there. Gold kinds are given."""
    messages = sample_messages()
    links = {link["question"]: link for link in sample_links()}
    keys = {message["id"]: number for number, message in enumerate(messages, start=1)}
    hits = {"asked_before": [0, 0], "past_programme_lesson": [0, 0]}
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        database = empty(f"sqlite:///{folder}/lookup.db")
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


def store(
    database: Database, embedder: TextEmbedder, messages: Sequence[Record], first: int
) -> None:
    """Store messages, numbered from `first` on."""
    vectors = embedder.embed([message["text"] for message in messages])
    keys = range(first, first + len(messages))
    with database.write() as unit:
        rows = [row_of(key, message) for key, message in zip(keys, messages, strict=True)]
        unit.session.execute(insert(Contribution), rows)
        unit.session.execute(insert(ContributionVector), vectors_of(embedder, keys, vectors))
        unit.commit()
