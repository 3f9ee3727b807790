"""Measures which questions are linked as asking the same: `python -m benchmarks same`.

Each question of the sample is looked at when it is asked, and again two days later, when only what
was said by then is there. Right is what the sample's gold links say was asked before; everything
else counts as wrong. Gold kinds are given.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.grouping import MatrixIndex, load_embedder
from benchmarks.lookup import PAST, empty, store
from bot.capture.crossposts import same_message
from bot.capture.models import Contribution
from bot.ports import TextEmbedder
from bot.questions.lookup import EarlierAnswers
from bot.questions.same.looking import SameQuestions
from bot.questions.same.sureness import SURE
from bot.sample import Record, sample_links, sample_messages
from bot.settings import Settings
from bot.store import Database

LEAST = 0.30
STEPS = (0.55, 0.50, SURE, 0.46, 0.44, 0.42, 0.40, 0.35, LEAST)
WAITS = {"when asked": timedelta(0), "two days later": timedelta(days=2)}
SHOWN = 12


@dataclass(frozen=True)
class Likest:
    """The earlier question found likest to one, how sure it is, and whether it is the same."""

    question: str
    earlier: str
    sure: float
    right: bool


class _Clock:
    """Only there because it must be: nothing looked at here asks for the time."""

    def now(self) -> datetime:
        return datetime(2026, 9, 28, tzinfo=UTC)


def run() -> str:
    """Return precision and recall at each threshold, and the likest pairs."""
    embedder = load_embedder(None)
    pairs = gold_pairs()
    lines = [f"Model: {embedder.name}", f"Pairs that ask the same: {len(pairs)}"]
    for name, wait in WAITS.items():
        found = list(likest(embedder, pairs, wait))
        lines += [f"-- {name}", *_table(found, len(pairs)), "likest:", *_likest(found)]
    return "\n".join(lines)


def gold_pairs() -> set[tuple[str, str]]:
    """Return the gold links between two questions, each as (later, earlier)."""
    by_id = {one["id"]: one for one in sample_messages()}
    asked = {key for key, one in by_id.items() if _asks(one)}
    pairs = {
        (by_id[link["question"]]["thread"] or link["question"], link["original_thread"])
        for link in sample_links()
        if link["type"] == "asked_before"
    }
    return {pair for pair in pairs if asked.issuperset(pair)}


def likest(
    embedder: TextEmbedder, pairs: set[tuple[str, str]], wait: timedelta
) -> Iterator[Likest]:
    """Yield the likest earlier question for each, as found so long after it was asked."""
    messages = sample_messages()
    when = [datetime.fromisoformat(one["ts"]) for one in messages]
    keys = {one["id"]: number for number, one in enumerate(messages, start=1)}
    names = {number: name for name, number in keys.items()}
    with tempfile.TemporaryDirectory() as folder:
        database = empty(Path(folder))
        same = SameQuestions(EarlierAnswers(embedder, MatrixIndex()), _Clock(), Settings().calendar)
        said = 0
        for number, question in enumerate(messages):
            until = max(number + 1, sum(moment <= when[number] + wait for moment in when))
            if until > said:
                store(database, embedder, messages[said:until], said + 1)
                said = until
            if (
                question["kind"] != "question"
                or not _asks(question)
                or _repeats(question, messages)
            ):
                continue
            vector = embedder.embed([question["text"]])[0]
            pair = _found(database, same, keys[question["id"]], vector)
            if pair is not None:
                earlier = names[pair[0]]
                right = (question["id"], earlier) in pairs
                yield Likest(question["id"], earlier, pair[1], right)
        database.close()


def _found(
    database: Database, same: SameQuestions, key: int, vector: bytes
) -> tuple[int, float] | None:
    with database.read() as unit:
        question = unit.session.get_one(Contribution, key)
        found = same.likest(unit, question, vector, LEAST)
        return (found[0].id, found[1]) if found else None


def _asks(one: Record) -> bool:
    return (
        one["kind"] in ("question", "challenge")
        and one["thread"] in (None, one["id"])
        and one["programme"] != PAST
    )


def _repeats(question: Record, messages: Sequence[Record]) -> bool:
    """Say whether a question is the later of cross-posts, which is linked by other means."""
    return any(
        one["author"] == question["author"]
        and one["channel"] != question["channel"]
        and one["ts"] < question["ts"]
        and same_message(one["text"], question["text"])
        for one in messages
    )


def _table(found: Sequence[Likest], pairs: int) -> list[str]:
    lines = [f"{'sure':>6}{'linked':>8}{'right':>7}{'precision':>11}{'recall':>8}"]
    for least in STEPS:
        linked = [one for one in found if one.sure >= least]
        right = sum(one.right for one in linked)
        precision = f"{right / len(linked):.2f}" if linked else "-"
        mark = "  <- chosen" if least == SURE else ""
        lines.append(
            f"{least:6.2f}{len(linked):8}{right:7}{precision:>11}{right / pairs:8.2f}{mark}"
        )
    return lines


def _likest(found: Sequence[Likest]) -> list[str]:
    ranked = sorted(found, key=lambda one: -one.sure)[:SHOWN]
    return [
        f"{one.sure:.2f} {one.question} {one.earlier} {'right' if one.right else 'wrong'}"
        for one in ranked
    ]
