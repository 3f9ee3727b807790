"""Draws the pictures in docs/images: `python -m benchmarks.grouping_plots`."""

from collections import Counter
from pathlib import Path

import matplotlib as mpl
import numpy as np

from benchmarks.grouping_decisions import STOPS, curves
from benchmarks.grouping_sets import sample_threads
from benchmarks.grouping_weeks import Week, weeks
from clustering.embedding import SentenceEmbedder

mpl.use("Agg")
# The same picture gives the same file, and words stay words.
mpl.rcParams.update({"svg.hashsalt": "common thread", "svg.fonttype": "none", "font.size": 11})

IMAGES = Path(__file__).parents[1] / "docs" / "images"
COLOURS = ("#1d70b8", "#d4351c", "#505a5f")
BANDS = (
    "#1d70b8",
    "#f47738",
    "#00703c",
    "#4c2c92",
    "#ffdd00",
    "#28a197",
    "#d53880",
    "#b58840",
    "#85994b",
    "#5694ca",
)
TARGETS = ((60, 0.65), (150, 0.80))
SHOWN = 10
"""Themes with a band of their own; all others share one."""


def draw_curves(found: dict[str, np.ndarray]) -> None:
    """Quality against decisions; the band is the worst and the best run."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for (name, runs), colour in zip(found.items(), COLOURS, strict=True):
        axes.plot(STOPS, 100 * runs.mean(axis=0), color=colour, marker="o", label=name)
        axes.fill_between(
            STOPS, 100 * runs.min(axis=0), 100 * runs.max(axis=0), color=colour, alpha=0.15, lw=0
        )
    decisions, shares = zip(*TARGETS, strict=True)
    axes.plot(
        decisions,
        [100 * share for share in shares],
        marker="_",
        ms=24,
        mew=3,
        lw=0,
        color="#0b0c0c",
        label="what we aim at",
    )
    axes.set(xlabel="Decisions by a facilitator", ylabel="Threads in the right theme, %")
    axes.set(ylim=(0, 100), xlim=(0, max(STOPS) + 5))
    axes.legend(loc="lower right", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(IMAGES / "grouping-decisions.svg", metadata={"Date": None})
    plt.close(figure)


def draw_stream(told: list[Week]) -> None:
    """How many threads each theme holds, week by week, the largest themes by name."""
    from matplotlib import pyplot as plt

    sizes, names = heights(told)
    figure, axes = plt.subplots(figsize=(10, 6), layout="constrained")
    colours = [*(BANDS[place % len(BANDS)] for place in range(len(names) - 1)), "#b1b4b6"]
    numbers = [week.week for week in told]
    bands = axes.stackplot(
        numbers, sizes, colors=colours, baseline="sym", edgecolor="white", linewidth=1.2
    )
    top = -sizes.sum(axis=0) / 2
    for band, name, row in zip(bands, names, sizes, strict=True):
        axes.text(numbers[-1] + 0.15, top[-1] + row[-1] / 2, name, va="center", color="#0b0c0c")
        band.set_gid(name)
        top = top + row
    axes.set(xlabel="Week", xticks=numbers, xlim=(1, 16.5), yticks=[])
    axes.set_title("Threads in each theme, all weeks so far", loc="left")
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    figure.savefig(IMAGES / "grouping-weeks.svg", metadata={"Date": None})
    plt.close(figure)


def heights(told: list[Week]) -> tuple[np.ndarray, list[str]]:
    """Threads by theme (rows) and week, the largest in the last week first, and what to call them.

    The last row is all other themes together.
    """
    counts = [Counter(week.themes.values()) for week in told]
    shown = [name for name, _ in counts[-1].most_common(SHOWN)]
    rows = [[count[name] for count in counts] for name in shown]
    others = [sum(n for name, n in count.items() if name not in shown) for count in counts]
    labels = [told[-1].labels[name] for name in shown]
    return np.array([*rows, others], dtype=float), [*labels, "All other themes"]


def main() -> None:
    """Draw both."""
    embedder = SentenceEmbedder()
    draw_stream(weeks(sample_threads(embedder)))
    draw_curves(curves(embedder))


if __name__ == "__main__":
    main()
