"""Asks every question of the sample at its own moment, when only what was said before is there.

Each thread that look-up considers comes back with its signs, and with two judgements of whether it
is useful: what the sample's gold links say, and those with what we found on reading (see
docs/asking.md). Gold kinds are given; vectors and look-up are the program's own.
"""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adapters.grouping import MatrixIndex, load_embedder
from benchmarks.lookup import PAST, empty, store
from bot.questions.lookup import EarlierAnswers, Found
from bot.questions.ranking import CONSIDERED
from bot.questions.sureness import Signs
from bot.sample import Record, sample_links, sample_messages

READ = Path(__file__).parent / "data" / "asking_read.csv"


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be offered from one thread. `gold`: the very message is linked in the sample."""

    message: str
    signs: Signs
    gold: bool
    read: bool
    same_theme: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether the sample links it to an earlier answer, and what could be offered."""

    question: str
    at: datetime
    linked: bool
    answerable: bool
    """Linked, or an earlier answer to it was found on reading."""
    offers: tuple[Offer, ...]


def questions(messages: Sequence[Record]) -> list[Record]:
    """Return what is asked: root questions of now, a cross-post once; and all that are linked."""
    linked = {link["question"] for link in sample_links()}
    return [
        one
        for one in messages
        if one["id"] in linked
        or (
            one["kind"] == "question"
            and not one["thread"]
            and not one.get("dup_of")
            and one["programme"] != PAST
        )
    ]


def replay() -> list[Asked]:
    """Return every question in the order in which they were asked."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_replayed(Path(folder)))


def _replayed(folder: Path) -> Iterator[Asked]:
    embedder, messages = load_embedder(None), sample_messages()
    places = {one["id"]: place for place, one in enumerate(messages)}
    judged = _Judged(messages)
    database, earlier = empty(folder), EarlierAnswers(embedder, MatrixIndex())
    said = 0
    for one in questions(messages):
        place = places[one["id"]]
        store(database, embedder, messages[said:place], said + 1)
        said = place
        with database.read() as unit:
            found = earlier.answers(unit, one["text"], {1, 2}, CONSIDERED, least=0.0)
            yield judged.asked(one, found)
    database.close()


class _Judged:
    """Knows which earlier messages are useful to whom."""

    def __init__(self, messages: Sequence[Record]) -> None:
        self._messages = messages
        self._links = {link["question"]: set(link["useful_messages"]) for link in sample_links()}
        with READ.open(encoding="utf-8") as file:
            self._read = {(row["question"], row["thread"]) for row in csv.DictReader(file)}

    def asked(self, question: Record, found: Sequence[Found]) -> Asked:
        """Return the question with everything found, judged."""
        key = question["id"]
        return Asked(
            question=key,
            at=datetime.fromisoformat(question["ts"]),
            linked=key in self._links,
            answerable=key in self._links or any(key == asked for asked, _ in self._read),
            offers=tuple(self._offer(question, one) for one in found),
        )

    def _offer(self, question: Record, found: Found) -> Offer:
        message = self._messages[found.contribution.id - 1]
        useful, thread = self._links.get(question["id"], set()), message["thread"] or message["id"]
        linked_threads = {
            one["thread"] or one["id"] for one in self._messages if one["id"] in useful
        }
        assert found.signs is not None
        return Offer(
            message=message["id"],
            signs=found.signs,
            gold=message["id"] in useful,
            read=thread in linked_threads or (question["id"], thread) in self._read,
            same_theme=message["theme"] == question["theme"],
        )
