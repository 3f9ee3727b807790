"""The texts that grouping is measured on, with the theme each belongs to."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from clustering import Thread, find_themes, thread_vector
from clustering.arrays import Vectors
from clustering.embedding import Embedder

DATA = Path(__file__).parent / "data"
NOISE = "__noise__"
DRAWS = 10
THEMES_FOR = {30: 5, 100: 10, 300: 18}


@dataclass(frozen=True, eq=False)
class LabelledSet:
    """Texts, their vectors and the right theme of each (NOISE: none)."""

    texts: list[str]
    vectors: Vectors
    themes: np.ndarray

    @property
    def gold(self) -> list[str | None]:
        """The theme of each text; None: none."""
        return [None if theme == NOISE else str(theme) for theme in self.themes]

    def only(self, places: np.ndarray) -> "LabelledSet":
        """Some of the texts."""
        return LabelledSet(
            [self.texts[place] for place in places], self.vectors[places], self.themes[places]
        )


def public_texts(name: str) -> tuple[list[str], np.ndarray]:
    """The texts of a set from `benchmarks/data`, and their themes."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], np.array([row["label"] for row in rows])


def public_set(name: str, embedder: Embedder) -> LabelledSet:
    """A set from `benchmarks/data`, whole."""
    texts, themes = public_texts(name)
    return LabelledSet(texts, embedder.embed(texts), themes)


def communities(size: int, source: LabelledSet) -> Iterator[LabelledSet]:
    """Small communities drawn from a large set: uneven themes, and a quarter noise.

    A text of noise is the only one of its theme.
    """
    for draw in range(DRAWS):
        yield community(size, source, np.random.default_rng(1_000 * size + draw))


def community(size: int, source: LabelledSet, chance: np.random.Generator) -> LabelledSet:
    """One such community."""
    themes = chance.permutation([name for name in np.unique(source.themes) if name != NOISE])
    chosen, others = np.split(themes, [THEMES_FOR[size]])
    odd = [chance.choice(np.flatnonzero(source.themes == name)) for name in others[: size // 4]]
    shares = chance.dirichlet(np.full(len(chosen), 2.0))
    counts = np.maximum(2, chance.multinomial(size - len(odd), shares))
    places = [
        chance.permutation(np.flatnonzero(source.themes == name))[:count]
        for name, count in zip(chosen, counts, strict=True)
    ]
    drawn = source.only(np.concatenate([*places, odd]).astype(int))
    gold = drawn.themes.copy()
    gold[len(gold) - len(odd) :] = NOISE
    mixed = chance.permutation(len(gold))
    return LabelledSet(drawn.texts, drawn.vectors, gold).only(mixed)


@dataclass(frozen=True)
class SampleThread:
    """A thread of the sample conversation, with the theme it is about (NOISE: chatter)."""

    thread: Thread
    gold: str


def gold_of(thread: SampleThread) -> str | None:
    """The theme that a thread is about."""
    return None if thread.gold == NOISE else thread.gold


def found_labels(threads: list[Thread]) -> np.ndarray:
    """The number of the theme that each thread is found in; -1 for none."""
    group = {
        member.key: number
        for number, theme in enumerate(find_themes(threads).themes)
        for member in theme.members
    }
    return np.array([group.get(thread.key, -1) for thread in threads])


def sample_messages() -> list[dict[str, Any]]:
    """The messages of the sample conversation, in order of time."""
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def sample_themes() -> dict[str, str]:
    """The title and description of each theme of the sample, by its slug."""
    found = json.loads(files("bot.sample").joinpath("themes.json").read_text("utf-8"))
    return {each["slug"]: f"{each['title']}. {each['description']}" for each in found}


def sample_threads(embedder: Embedder) -> list[SampleThread]:
    """The threads of the sample conversation, chatter too, in order of time."""
    messages = sample_messages()
    vectors = embedder.embed([message["text"] for message in messages])
    replies: dict[str, list[int]] = defaultdict(list)
    for place, message in enumerate(messages):
        if message["thread"]:
            replies[message["thread"]].append(place)
    return [
        SampleThread(
            Thread(
                key=message["id"],
                texts=(
                    message["text"],
                    *(messages[each]["text"] for each in replies[message["id"]]),
                ),
                vector=thread_vector(vectors[place], vectors[replies[message["id"]]]),
                place=message["channel"],
            ),
            message["theme"] or NOISE,
        )
        for place, message in enumerate(messages)
        if not message["thread"]
    ]
