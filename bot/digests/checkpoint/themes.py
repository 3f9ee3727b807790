"""The themes of a summary: a sentence, the band of hubs, the trend, and words by consent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.digests.checkpoint.hearing import Talk
from bot.digests.checkpoint.notes import in_order
from bot.digests.checkpoint.wording import label_of, replaced, sentence_of
from bot.digests.consent.service import quote_for
from bot.digests.disclosure.rules import Decision, Told
from bot.digests.snapshot import Held, ThemeLine
from bot.themes.outside import texts_in
from bot.themes.unattributed import Names


def theme_lines(
    session: Session,
    decision: Decision,
    talk: Mapping[int, Talk],
    names: Names,
    *,
    quoted: Collection[int],
    until: datetime,
) -> tuple[tuple[ThemeLine, ...], list[Held]]:
    """Return the lines of the themes that are told, and what is held: themes, numbers and words.

    Words that were `quoted` before are not quoted again. The order tells nothing of exact numbers.
    """
    lines, held = [], list(decision.held)
    for told in decision.told:
        messages = texts_in(session, told.theme_id)
        line = _line(told, talk[told.theme_id], messages, names)
        held += replaced(talk[told.theme_id], line.label, messages)
        quote = quote_for(session, told.theme_id, names, quoted, until)
        lines.append(replace(line, quote=quote))
    return tuple(sorted(lines, key=in_order)), held


def _line(told: Told, talk: Talk, messages: Sequence[str], names: Names) -> ThemeLine:
    return ThemeLine(
        theme_id=told.theme_id,
        label=label_of(talk, messages, names),
        sentence=sentence_of(talk, messages, names),
        band=told.band,
        trend=told.trend,
        counted=told.counted,
    )
