"""Runs of words as rich text, in which Teams reads no markdown: shown exactly as written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from adapters.fitting import grouped, safe_link, split
from adapters.teams.rendering.text import Json, weigh
from bot.cards import Text

BLOCK_WEIGHT = 8_000
"""Bytes of UTF-16 in one block of words: an element must be much smaller than a message."""
RUNS = 50
_DATE_FUNCTION = re.compile(r"(?<=\{)(?=\{)")
"""Between the braces of what Teams would read as a date to format."""


def rich(runs: Sequence[Text], **look: object) -> Iterator[Json]:
    """Return blocks that show the runs, one a line; an empty line parts two paragraphs.

    `look` is the look of all: isSubtle, size, color.
    """
    apart: Json = {}
    for line in _lines(runs):
        if not any(run.text.strip() for run in line):
            apart = {}
            continue
        made = [inline for run in line for inline in _inlines(run, look)]
        for group in grouped(made, RUNS, BLOCK_WEIGHT, weigh):
            yield {"type": "RichTextBlock", "inlines": group, **apart}
            apart = {"spacing": "None"}


def plain(text: str, **look: object) -> Iterator[Json]:
    """Return blocks that show the words."""
    return rich((Text(text),), **look)


def _lines(runs: Iterable[Text]) -> list[list[Text]]:
    lines: list[list[Text]] = [[]]
    for run in runs:
        first, *others = run.text.replace("\r\n", "\n").split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=line)] for line in others)
    return lines


def _inlines(run: Text, look: dict[str, object]) -> Iterator[Json]:
    made: Json = {"type": "TextRun", **look}
    if run.strong or run.mark:
        made["weight"] = "Bolder"
    if url := safe_link(run.link):
        made |= {
            "color": "Accent",
            "underline": True,
            "selectAction": {"type": "Action.OpenUrl", "url": url},
        }
    for piece in split(run.text, BLOCK_WEIGHT - 2_500, weigh):
        for text in _DATE_FUNCTION.split(piece):
            if text:
                yield made | {"text": text}
