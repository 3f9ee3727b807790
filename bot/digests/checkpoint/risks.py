"""Risks and issues: those rated last time, and themes that look like one. A person rates them."""

from collections.abc import Collection, Mapping, Sequence

from bot.capture.models import Kind
from bot.digests.bands import LEAST_HUBS
from bot.digests.checkpoint.hearing import Talk
from bot.digests.snapshot import Rating, RiskLine, ThemeLine
from bot.themes.trend import Trend

MOSTLY = 0.5
COMING_UP = (Trend.NEW, Trend.RISING)


def risks_now(
    last: Sequence[RiskLine], themes: Sequence[ThemeLine], talk: Mapping[int, Talk]
) -> tuple[RiskLine, ...]:
    """Return last time's risks with their rating, then new ones, of themes that are told of.

    Last time's go when they were green and their theme is told of no more.
    """
    told = {line.theme_id for line in themes}
    carried = tuple(
        RiskLine(theme_id=risk.theme_id, words=risk.words, last=risk.now or risk.last)
        for risk in last
        if risk.theme_id in told or risk.now is not Rating.GREEN
    )
    return (*carried, *_new(themes, talk, {risk.theme_id for risk in carried}))


def _new(
    themes: Sequence[ThemeLine], talk: Mapping[int, Talk], known: Collection[int]
) -> tuple[RiskLine, ...]:
    """Return the themes told of that come up, and of which hubs mostly shared challenges."""
    return tuple(
        RiskLine(theme_id=line.theme_id, words=line.label)
        for line in themes
        if line.theme_id not in known
        and line.trend in COMING_UP
        and talk[line.theme_id].hubs_with(Kind.CHALLENGE) >= LEAST_HUBS
        and talk[line.theme_id].share_of(Kind.CHALLENGE) > MOSTLY
    )
