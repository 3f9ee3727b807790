"""Measures grouping on any labelled CSV file, by itself or against another method."""

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from bot.cli import CommandFailed
from bot.progress import NoProgress, Progress, progress_on
from bot.settings import Settings
from clustering.arrays import Vectors
from clustering.embedding import ModelError, SentenceEmbedder
from clustering.evaluation import (
    Contender,
    Labelled,
    MethodFailed,
    Standing,
    UnreadableError,
    Week,
    available,
    compete,
    read_labelled,
    week_by_week,
)

TITLES: dict[Contender, str] = {"commonthread": "Common Thread", "bertopic": "BERTopic"}
NOT_INSTALLED = (
    "BERTopic isn't installed here. Install it without PyTorch, which it doesn't need for this:"
    " pip install --no-deps --require-hashes -r requirements/bertopic.txt"
)


@dataclass(frozen=True)
class Embedded:
    """The texts' vectors and what it took to make them."""

    vectors: Vectors
    model: str
    seconds: float


def evaluate(given: argparse.Namespace, settings: Settings) -> int:
    """Group the texts of a file and compare with its labels."""
    methods: list[Contender] = ["commonthread"]
    if given.against:
        if not available(given.against):
            raise CommandFailed(NOT_INSTALLED)
        methods.append(given.against)
    progress = NoProgress() if given.json else progress_on(sys.stderr)
    try:
        labelled = read_labelled(given.path)
        embedded = embed(labelled.texts, settings, progress)
        standings = run_all(methods, labelled, embedded.vectors, progress)
    except (UnreadableError, ModelError, MethodFailed) as error:
        raise CommandFailed(str(error)) from None
    weeks = []
    if labelled.times is not None:
        weeks = week_by_week(labelled.texts, embedded.vectors, labelled.times)
    found = as_numbers(str(given.path), labelled, embedded, standings, weeks)
    told = json.dumps(found, indent=2, ensure_ascii=False) if given.json else in_words(found)
    sys.stdout.write(told + "\n")
    return 0


def embed(texts: list[str], settings: Settings, progress: Progress) -> Embedded:
    """Give every text its vector, with a bar."""
    began = time.perf_counter()
    embedder = SentenceEmbedder(settings.model_directory)
    progress.begin("Understanding", len(texts), "texts")
    vectors = embedder.embed(texts, progress=lambda done, _: progress.reach(done))
    progress.end()
    return Embedded(vectors, embedder.name, time.perf_counter() - began)


def run_all(
    methods: list[Contender], labelled: Labelled, vectors: Vectors, progress: Progress
) -> list[Standing]:
    """Run one method after another, so that none slows the other down."""
    progress.begin("Grouping", len(methods), "methods")
    standings = []
    for method in methods:
        standings.append(compete(method, labelled.texts, vectors, labelled.themes))
        progress.reach(len(standings))
    progress.end()
    return standings


def as_numbers(
    path: str, labelled: Labelled, embedded: Embedded, standings: list[Standing], weeks: list[Week]
) -> dict[str, Any]:
    """Everything that was measured."""
    return {
        "file": path,
        "texts": len(labelled.texts),
        "themes": len({theme for theme in labelled.themes if theme is not None}),
        "noise": sum(theme is None for theme in labelled.themes),
        "model": embedded.model,
        "embedding_seconds": embedded.seconds,
        "methods": [
            {**asdict(one.measures), **{k: v for k, v in asdict(one).items() if k != "measures"}}
            for one in standings
        ],
        "weeks": [asdict(week) for week in weeks],
    }


def in_words(found: dict[str, Any]) -> str:
    """The same as tables."""
    lines = [
        f"{found['texts']:,} texts, {found['themes']:,} themes,"
        f" {found['noise']:,} that belong to none; embedded in {found['embedding_seconds']:.1f} s.",
        "",
        f"{'':14}{'V':>7}{'ARI':>7}{'AMI':>7}{'groups':>8}{'left out':>10}"
        f"{'noise found':>13}{'seconds':>9}{'processor s':>13}{'peak MB':>9}",
        *(method_line(one) for one in found["methods"]),
        "",
        "What belongs to no theme or is left out counts as a group of one.",
    ]
    if found["weeks"]:
        lines += ["", *week_lines(found["weeks"])]
    return "\n".join(lines)


def method_line(one: dict[str, Any]) -> str:
    """One method's row."""
    recall = "-" if one["noise_recall"] is None else f"{one['noise_recall']:.2f}"
    return (
        f"{TITLES[one['method']]:14}{one['v']:7.3f}{one['ari']:7.3f}{one['ami']:7.3f}"
        f"{one['groups']:8,}{one['left_out']:10,}{recall:>13}{one['seconds']:9.2f}"
        f"{one['processor_seconds']:13.2f}{one['peak_memory_mb']:9.0f}"
    )


def week_lines(weeks: list[dict[str, Any]]) -> list[str]:
    """How steady Common Thread's themes are from week to week."""
    head = f"{'week from':12}{'texts':>8}{'themes':>8}{'kept':>7}"
    kinds = ("born", "merged", "split", "faded")
    return [
        head + "".join(f"{kind:>8}" for kind in kinds),
        *(
            f"{week['begins']:12}{week['items']:8,}{week['themes']:8,}"
            f"{'-' if week['kept'] is None else format(week['kept'], '.0%'):>7}"
            + "".join(f"{week[kind]:8}" for kind in kinds)
            for week in weeks
        ),
    ]
