"""A chart as a picture: large type, one dark colour, words beside every bar."""

import io
import textwrap
import threading
from typing import TYPE_CHECKING

from bot.cards import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 7.2
"""Inches; with DPI, 1,440 dots, which Slack shows at half that."""
DPI = 200
ROW_HEIGHT = 0.78
MARGIN_HEIGHT = 0.95
PADDING = 0.14
BAR_SHARE = 0.55
"""How much of the width the longest bar takes; the words beside it have the rest."""
TITLE_CHARACTERS = 50
LABEL_CHARACTERS = 72
WORDS_CHARACTERS = 32
INK = "#0b0c0c"
BAR_COLOUR = "#1d70b8"
"""The GOV.UK blue: 5.2 to 1 against white; lightness, not hue, sets it apart."""
PAPER = "#ffffff"

_one_at_a_time = threading.Lock()


def draw_chart(chart: Chart) -> bytes:
    """Return the chart as a PNG. Safe to call from any thread."""
    # Slow to load, and most messages have no chart.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = MARGIN_HEIGHT + ROW_HEIGHT * max(1, len(chart.bars))
    # Matplotlib shares its fonts and settings between figures.
    with _one_at_a_time:
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
        figure.set_layout_engine("constrained", w_pad=PADDING, h_pad=PADDING)
        FigureCanvasAgg(figure)
        _draw(figure.add_subplot(), chart)
        image = io.BytesIO()
        figure.savefig(image, format="png")
    return image.getvalue()


def _draw(axes: "Axes", chart: Chart) -> None:
    """Draw one bar for each value, the first at the top: its label above, its words at its end."""
    values = [max(0.0, bar.value) for bar in chart.bars]
    longest = max([*values, 0.0]) or 1.0
    axes.barh(range(len(values)), values, color=BAR_COLOUR, height=0.4)
    for place, (bar, value) in enumerate(zip(chart.bars, values, strict=True)):
        label, said = _line(bar.label, LABEL_CHARACTERS), _lines(bar.words, WORDS_CHARACTERS)
        axes.text(0, place - 0.29, label, va="bottom", size=12, color=INK)
        axes.text(value + longest * 0.02, place, said, va="center", size=11, color=INK)
    axes.set_xlim(0, longest / BAR_SHARE)
    axes.set_ylim(max(len(values), 1) - 0.65, -0.75)
    title = _lines(chart.title, TITLE_CHARACTERS)
    axes.set_title(title, loc="left", size=15, weight="bold", color=INK, pad=10)
    axes.set_axis_off()


def _lines(text: str, width: int) -> str:
    """Return the text in two lines at most."""
    return _literal("\n".join(textwrap.wrap(text, width, max_lines=2, placeholder="…")))


def _line(text: str, width: int) -> str:
    return _literal(textwrap.shorten(text, width, placeholder="…"))


def _literal(text: str) -> str:
    """Return the text so that matplotlib reads no mathematics in it."""
    return text.replace("$", r"\$")
