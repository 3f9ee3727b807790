"""Measures when an earlier answer can be offered: how often it is right, how many are found.

`python -m benchmarks asking` prints the tables of docs/asking.md, draws its picture, and writes the
weights that the program judges by.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np

from benchmarks.asking_learning import NAMES, Outcome, Weights, from_the_past, learn, left_out
from benchmarks.asking_replay import Offer, replay

mpl.use("Agg")

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "bot" / "questions" / "sureness" / "weights.json"
PICTURE = ROOT / "docs" / "images" / "asking-precision-recall.png"
CHANNEL_FROM = 0.5
"""Chosen on the curve: the most answers found of those points that are right 4 times in 5."""
SHOWN_FROM = 0.01
"""Chosen on the table: below it, less is found than look-up found before it knew how sure it is."""
POINTS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01, 0.0)


def run() -> str:
    """Return the tables; draw the picture and write the weights on the way."""
    questions = replay()
    found, weights = left_out(questions), learn(questions)
    write(weights)
    draw(found)
    later = from_the_past(questions)
    linked = sum(one.linked for one in questions)
    answerable = sum(one.answerable for one in questions)
    return "\n".join(
        [
            f"{len(questions)} questions; {linked} are linked to earlier answers in the sample,"
            f" {answerable} can be answered from before as we read it.",
            "Weights: " + ", ".join(f"{n} {w:.2f}" for n, w in zip(NAMES, weights.of, strict=True)),
            *_table("Each question judged by what all the others teach:", found, POINTS),
            *_table("The later 40 % judged by what the earlier 60 % teach:", later, (0.5, 0.3)),
            *_private(found),
        ]
    )


def write(weights: Weights) -> None:
    """Write what was learned where the program reads it."""
    kept = {
        "learned_by": "python -m benchmarks asking",
        "intercept": round(weights.intercept, 3),
        "weights": {name: round(one, 3) for name, one in zip(NAMES, weights.of, strict=True)},
        "channel_from": CHANNEL_FROM,
        "shown_from": SHOWN_FROM,
    }
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.2f})" if whole else "-"


def _table(title: str, found: Sequence[Outcome], points: Sequence[float]) -> list[str]:
    answerable = sum(one.asked.answerable for one in found)
    linked = sum(one.asked.linked for one in found)
    lines = [
        "",
        title,
        "| From | Spoken | Right as we read it | Found of those answerable |"
        " Linked among 3, of spoken | Linked among 3, of linked | Same theme |",
        "|---|---|---|---|---|---|---|",
    ]
    for point in points:
        spoken = [one for one in found if one.best and one.sure >= point]
        right = sum(one.best[0][1].read for one in spoken)
        linked_3 = sum(any(offer.gold for _, offer in one.best) for one in spoken)
        theme = sum(one.best[0][1].same_theme for one in spoken)
        cells = (
            f"{point:.2f}",
            str(len(spoken)),
            _share(right, len(spoken)),
            _share(right, answerable),
            _share(linked_3, len(spoken)),
            _share(linked_3, linked),
            _share(theme, len(spoken)),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _private(found: Sequence[Outcome]) -> list[str]:
    """Say what /ask shows, which lists all that reach its own low point."""
    shown = [[offer for p, offer in one.best if p >= SHOWN_FROM] for one in found]
    quiet = [not some for some, one in zip(shown, found, strict=True) if not one.asked.answerable]
    linked = sum(one.asked.linked for one in found)
    answerable = sum(one.asked.answerable for one in found)

    def hits(useful: Callable[[Offer], bool]) -> int:
        return sum(any(useful(offer) for offer in some) for some in shown)

    return [
        "",
        f"/ask, which shows up to 3 from {SHOWN_FROM} on:"
        f" a linked message for {_share(hits(lambda offer: offer.gold), linked)},"
        f" a useful one as we read it for {_share(hits(lambda offer: offer.read), answerable)},"
        f" {np.mean([len(some) for some in shown]):.1f} shown on average,"
        f" nothing for {_share(sum(quiet), len(quiet))} of those without an answer.",
    ]


def curve(
    found: Sequence[Outcome], right: Callable[[Outcome], bool], whole: int
) -> tuple[list[float], list[float]]:
    """Return recall and precision as one speaks more and more readily."""
    ranked = sorted((one for one in found if one.best), key=lambda one: -one.sure)
    hits = np.cumsum([right(one) for one in ranked])
    return list(hits / whole), list(hits / np.arange(1, len(ranked) + 1))


def draw(found: Sequence[Outcome]) -> None:
    """Draw precision against recall, as we read it and by the sample's links, with our point."""
    from matplotlib import pyplot as plt

    def read(one: Outcome) -> bool:
        return one.best[0][1].read

    def linked(one: Outcome) -> bool:
        return any(offer.gold for _, offer in one.best)

    answerable = sum(one.asked.answerable for one in found)
    figure, axes = plt.subplots(figsize=(8, 4.5), dpi=110, layout="constrained")
    for right, whole, colour, dashes, label in (
        (read, answerable, "#1d70b8", "-", "The one quoted is useful, as we read it"),
        (linked, sum(one.asked.linked for one in found), "#d4351c", "--", "One of 3 is linked"),
    ):
        recall, precision = curve(found, right, whole)
        axes.plot(recall, precision, color=colour, ls=dashes, lw=2, label=label)
        spoken = sum(one.sure >= CHANNEL_FROM for one in found)
        axes.plot(recall[spoken - 1], precision[spoken - 1], "o", color=colour, ms=10)
    axes.axhline(0.8, color="#505a5f", lw=1, ls=":")
    axes.annotate("right 4 times in 5", (1.0, 0.81), color="#505a5f", ha="right")
    axes.set(xlabel="Found of all there was to find", ylabel="Right of what was said")
    axes.set(xlim=(0, 1.01), ylim=(0, 1.03))
    axes.legend(loc="lower left", frameon=False, title="Dots: the point chosen for channels")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(PICTURE, metadata={"Software": None})
    plt.close(figure)
