"""A month's note, made of what its pages told and of nothing else. Pure.

A note that counted anew over the pages' time could be taken from them: a theme of the note that
was on no page would tell of one or two hubs on each.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.digests.bands import Band
from bot.digests.disclosure.rules import MOST_THEMES
from bot.digests.snapshot import RiskLine, Snapshot, ThemeLine, WorkingLine
from bot.themes.trend import Trend


def themes_of(pages: Sequence[Snapshot]) -> tuple[ThemeLine, ...]:
    """Return the themes of some pages, given earliest first: those on most pages, at most five."""
    lines: dict[int, list[ThemeLine]] = {}
    for page in pages:
        for line in page.themes:
            lines.setdefault(line.theme_id, []).append(line)
    told = [_together(one) for one in sorted(lines.values(), key=len, reverse=True)]
    return tuple(sorted(told[:MOST_THEMES], key=in_order))


def working_of(pages: Sequence[Snapshot]) -> tuple[WorkingLine, ...]:
    """Return what worked, by the pages, each lesson once."""
    return tuple({one.lesson_id: one for page in pages for one in page.working}.values())


def risks_of(pages: Sequence[Snapshot]) -> tuple[RiskLine, ...]:
    """Return the risks as last rated, with the rating that each had when the month began."""
    first: dict[int, RiskLine] = {}
    for risk in (risk for page in pages for risk in page.risks):
        first.setdefault(risk.theme_id, risk)
    last = pages[-1].risks
    return tuple(replace(risk, last=first[risk.theme_id].last) for risk in last)


def in_order(line: ThemeLine) -> tuple[bool, str]:
    """Return what themes are ordered by where they are shown; nothing about exact numbers."""
    return line.band is not Band.MANY, line.label.casefold()


def _together(lines: Sequence[ThemeLine]) -> ThemeLine:
    """Return the latest line of a theme, with the most that was told of it."""
    latest = lines[-1]
    largest = Band.MANY if any(line.band is Band.MANY for line in lines) else latest.band
    new = Trend.NEW if any(line.trend is Trend.NEW for line in lines) else latest.trend
    return replace(latest, band=largest, trend=new)
