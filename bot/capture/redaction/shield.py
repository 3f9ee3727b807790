"""Hides from the finders what must survive: mentions, links, mark-up and markers already there.

A shielded stretch keeps its length, so that positions stay those of the original text. The filler
is no letter, digit, space or punctuation: nothing matches it and nothing is matched across it.
"""

import re

FILLER = "\ue000"
"""Stands for something that is kept as it is."""
TAKEN = "\ue001"
"""Stands for personal data, already marked or about to be."""

_MARKERS = re.compile(
    r"\[(?:name|phone|email|NHS number|case number|postcode|address|date of birth"
    r"|National Insurance number|bank details)\]"
)
_MENTIONS = re.compile(
    r"<[@#!][^<>\s][^<>]{0,200}>"  # Slack: <@U123>, <#C1|general>, <!here>
    r"|<at\b[^<>]{0,200}>[^<>]{0,200}</at>"  # Teams: <at id="0">Priya Shah</at>
    r"|(?<![\w.+%'\-])@[A-Z][a-z\-]+[ ][A-Z][\w'’\-]{1,40}"  # typed: @Priya Shah
    r"|(?<![\w.+%'\-])@[\w\-]+(?:\.[\w\-]+)*(?![\w@])"  # typed: @u017, @priya.shah
)
_LINKS = re.compile(r"(?:https?://|www\.)[^\s<>|\"]+")
_TAGS = re.compile(
    r"</?(?:p|div|span|br|b|i|u|em|strong|ul|ol|li|a|img|code|pre|blockquote|table|tr|td)"
    r"\b[^<>]{0,500}>"
    r"|&(?:nbsp|lt|gt|quot|#\d{1,5});"
    r"|:[a-z][a-z0-9_+\-]{1,40}:"  # :tada:
)


def _cover(text: str, pattern: re.Pattern[str], filler: str) -> str:
    return pattern.sub(lambda match: filler * len(match[0]), text)


def shield_mentions(text: str) -> str:
    """Hide markers and mentions; e-mail addresses and links are still to be seen."""
    if "[" in text:
        text = _cover(text, _MARKERS, TAKEN)
    return _cover(text, _MENTIONS, FILLER) if "@" in text or "<" in text else text


def shield_links(text: str) -> str:
    """Hide links and mark-up."""
    if "://" in text or "www." in text:
        text = _cover(text, _LINKS, FILLER)
    return _cover(text, _TAGS, FILLER) if "<" in text or "&" in text or ":" in text else text


def take(text: str, spans: list[tuple[int, int]]) -> str:
    """Hide what has been found, so that no other finder finds it again."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], TAKEN * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def around(text: str, start: int, end: int, *, before: int, after: int) -> str:
    """Return what stands near a stretch, at most to the next personal data already taken out.

    Never looking across what was taken makes the second redaction of a text see what the first saw.
    """
    ahead = text[max(0, start - before) : start].rpartition(TAKEN)[2]
    return f"{ahead} \n {text[end : end + after].partition(TAKEN)[0]}"
