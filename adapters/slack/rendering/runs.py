"""Runs of words as Slack shows them: exactly as written, whatever marks a person put in them.

Plain words go where Slack reads no markup. Strong words and links need its markup, which has no way
to write some marks as themselves; words with such marks go into rich text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from adapters.fitting import grouped, safe_link, split
from adapters.slack.rendering.text import Json, escape
from bot.cards import Text

PIECE = 900
"""Characters of a run that stay together: escaped and with its address, less than a block holds."""
RUNS = 100
_READ_AS_MARKUP = re.compile(r"[*_~`]|:\S+:|(^|\n)\s*>")


def section(runs: Sequence[Text], most: int) -> Iterator[Json]:
    """Return sections that show the runs, each of at most so many characters."""
    if not _joined(runs).strip():
        return
    if not _formatted(runs):
        for words in split(_joined(runs), most):
            yield {"type": "section", "text": plain_exactly(words)}
        return
    for line in _lines(runs, most):
        markup = as_markup(line)
        if markup is not None:
            yield {"type": "section", "text": _mrkdwn(markup)}
        else:
            yield _rich(line)


def small_print(runs: Sequence[Text], most: int) -> Iterator[Json]:
    """Return context that shows the runs; where markup can't, without their links and weight."""
    if not _joined(runs).strip():
        return
    if not _formatted(runs) or as_markup(runs) is None:
        for words in split(_joined(runs), most):
            yield {"type": "context", "elements": [plain_exactly(words)]}
        return
    for line in _lines(runs, most):
        yield {"type": "context", "elements": [_mrkdwn(as_markup(line) or escape(_joined(line)))]}


def as_markup(runs: Sequence[Text]) -> str | None:
    """Return the runs in Slack's markup, or None when that can't show them as they are."""
    joined = _joined(runs)
    if _READ_AS_MARKUP.search(joined):
        return None
    pieces, end = [], 0
    for run in runs:
        start, end = end, end + len(run.text)
        strong = run.text.strip() if _bold(run) else ""
        around = joined[start - 1 : start] + run.text + joined[end : end + 1]
        # Slack reads asterisks as marks only at the ends of words, and within one line.
        if strong and ("\n" in strong or _touches(strong, around)):
            return None
        pieces.append(_marked(run))
    return "".join(pieces)


def _bold(run: Text) -> bool:
    """Say whether a run is shown bold: Slack has nothing else to highlight words with."""
    return run.strong or run.mark


def _touches(strong: str, around: str) -> bool:
    before, _, after = around.partition(strong)
    return before[-1:].isalnum() or after[:1].isalnum()


def plain_exactly(words: str) -> Json:
    """Return a plain text object of the words, their spaces kept."""
    return {"type": "plain_text", "text": words, "emoji": False}


def _marked(run: Text) -> str:
    core = run.text.strip() if _bold(run) else run.text
    words = escape(core)
    if core and (url := safe_link(run.link)):
        address = escape(url).replace("&gt;", "%3E").replace("&lt;", "%3C").replace("|", "%7C")
        words = f"<{address}|{words}>"
    return run.text.replace(core, f"*{words}*", 1) if _bold(run) and core else words or run.text


def _mrkdwn(markup: str) -> Json:
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def _rich(runs: Iterable[Text]) -> Json:
    made = []
    for run in runs:
        style = {"style": {"bold": True}} if _bold(run) else {}
        url = safe_link(run.link)
        link = {"type": "link", "url": url} if url else {"type": "text"}
        made.append({**link, "text": run.text, **style})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": made}]}


def _formatted(runs: Iterable[Text]) -> bool:
    return any(run.text and (_bold(run) or safe_link(run.link)) for run in runs)


def _joined(runs: Iterable[Text]) -> str:
    return "".join(run.text for run in runs)


def _lines(runs: Iterable[Text], most: int) -> Iterator[list[Text]]:
    """Cut runs in pieces and gather them so that each gathering fits one block."""
    pieces = (
        replace(run, text=piece)
        for run in runs
        for piece in split(run.text, PIECE, lambda words: len(escape(words)))
    )
    return grouped(pieces, RUNS, most, lambda run: len(_marked(run)))
