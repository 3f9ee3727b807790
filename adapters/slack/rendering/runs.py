"""Runs of words as Slack shows them: exactly as written, whatever marks a person put in them.

Plain words go where Slack reads no markup. Strong words and links need its markup, which has no way
to write some marks as themselves; words with such marks go into rich text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from adapters.slack.rendering.text import Json, escape, grouped, safe_link, split
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
    if _READ_AS_MARKUP.search(_joined(runs)):
        return None
    pieces = []
    for number, run in enumerate(runs):
        before = runs[number - 1].text[-1:] if number else ""
        after = runs[number + 1].text[:1] if number + 1 < len(runs) else ""
        if run.strong and (run.text != run.text.strip() or before.isalnum() or after.isalnum()):
            return None
        pieces.append(_marked(run))
    return "".join(pieces)


def plain_exactly(words: str) -> Json:
    """Return a plain text object of the words, their spaces kept."""
    return {"type": "plain_text", "text": words, "emoji": False}


def _marked(run: Text) -> str:
    words = escape(run.text)
    if url := safe_link(run.link):
        address = escape(url).replace("&gt;", "%3E").replace("&lt;", "%3C").replace("|", "%7C")
        words = f"<{address}|{words}>"
    return f"*{words}*" if run.strong else words


def _mrkdwn(markup: str) -> Json:
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def _rich(runs: Iterable[Text]) -> Json:
    made = []
    for run in runs:
        style = {"style": {"bold": True}} if run.strong else {}
        url = safe_link(run.link)
        link = {"type": "link", "url": url} if url else {"type": "text"}
        made.append({**link, "text": run.text, **style})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": made}]}


def _formatted(runs: Iterable[Text]) -> bool:
    return any(run.text and (run.strong or safe_link(run.link)) for run in runs)


def _joined(runs: Iterable[Text]) -> str:
    return "".join(run.text for run in runs)


def _lines(runs: Iterable[Text], most: int) -> Iterator[list[Text]]:
    """Cut runs in pieces and gather them so that each gathering fits one block."""
    pieces = (
        Text(piece, run.strong, run.link)
        for run in runs
        for piece in split(run.text, PIECE, lambda words: len(escape(words)))
    )
    return grouped(pieces, RUNS, most, lambda run: len(_marked(run)))
