"""The part of a text where what was looked for stands, with its words highlighted. Pure."""

import re

from bot.cards import Text
from bot.questions.finding.terms import Terms, fold, found_tokens, stem

BEFORE = 60
"""Characters shown before the first highlighted word of a cut text."""
LOOKED_AT = 50
"""So many matches are tried as the beginning of what is shown."""
_LEFT_ALONE = re.compile(r"<[^>\s]*>|https?://\S+")
Span = tuple[int, int]


def marked(text: str, terms: Terms, most: int) -> tuple[Text, ...]:
    """Return the text in one line of about `most` characters, where most of the terms stand."""
    flat = " ".join(text.split())
    start, end = _window(flat, _spans(flat, terms), most)
    part = flat[start:end].strip(" ,;:")
    part = ("…" if start else "") + part + ("…" if end < len(flat) else "")
    return _runs(part, _spans(part, terms))


def has_any(text: str, terms: Terms) -> bool:
    """Say whether any of the terms would be highlighted in the text."""
    return bool(_spans(text, terms))


def _spans(text: str, terms: Terms) -> list[Span]:
    """Return where the terms stand: words in any form, phrases as they are."""
    kept_whole = [one.span() for one in _LEFT_ALONE.finditer(text)]
    found = [
        (one.span(), fold(one[0]))
        for one in found_tokens(text)
        if not any(start <= one.start() < end for start, end in kept_whole)
    ]
    stems = {stem(word) for word in terms.words}
    spans = {span for span, word in found if stem(word) in stems}
    said = [word for _, word in found]
    for phrase in terms.phrases:
        for at in range(len(said) - len(phrase) + 1):
            if tuple(said[at : at + len(phrase)]) == phrase:
                spans.add((found[at][0][0], found[at + len(phrase) - 1][0][1]))
    return _apart(sorted(spans))


def _apart(spans: list[Span]) -> list[Span]:
    """Join spans that overlap."""
    apart: list[Span] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _window(text: str, spans: list[Span], most: int) -> Span:
    """Return the part to show: of all parts that begin before a match, the one with most."""
    if len(text) <= most:
        return 0, len(text)
    starts = [0, *(_word_start(text, max(0, start - BEFORE)) for start, _ in spans[:LOOKED_AT])]
    best = max(starts, key=lambda at: sum(at <= start and end <= at + most for start, end in spans))
    end = min(len(text), best + most)
    cut = text.rfind(" ", best + most // 2, end + 1) if end < len(text) else end
    return best, cut if cut > 0 else end


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at, at + BEFORE // 2) if at else -1
    return space + 1 if space >= 0 else at


def _runs(text: str, spans: list[Span]) -> tuple[Text, ...]:
    runs, done = [], 0
    for start, end in spans:
        runs += [Text(text[done:start]), Text(text[start:end], mark=True)]
        done = end
    return tuple(run for run in (*runs, Text(text[done:])) if run.text)
