"""Which themes a summary tells of, and what it says of their hubs. Pure.

Whoever reads every summary must not find out what one or two hubs did. So:

- a theme is told of when three or more hubs raised it, and five themes at most are;
- hubs are told of in bands, and a band moves only when three or more hubs have come or gone;
- a theme that one or two hubs raised last time is not told of when only one or two have joined
  them: it waits for the next summary;
- two of the five places are for themes the department never heard of: those nobody raised until
  lately, then those that most hubs came to; of the others, a theme takes another's place only when
  three more hubs raised it;
- the word for a trend follows from what was told before and is told now. Only of a theme of six or
  more hubs, last time and now, does it follow from who they are: a change of three that is sure.

Summaries cover times that do not overlap (`bot.digests.checkpoint.window` sees to that), so there
is nothing to be had by taking one from another.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.digests.bands import LEAST_HUBS, Band, Shown, show
from bot.digests.snapshot import Held
from bot.themes.trend import Trend, compared
from bot.words import count

MOST_THEMES = 5
FOR_NEW = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A theme as it was heard: which hubs raised it in this period, and in the one before.

    `recent`: nobody raised it before these two.
    """

    theme_id: int
    label: str
    now: AbstractSet[int]
    before: AbstractSet[int]
    recent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What outsiders were told: of which themes last, and of which ever.

    `adjoins`: the last summary ended where this one begins.
    """

    told: Mapping[int, Shown]
    ever: AbstractSet[int]
    adjoins: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What is told of a theme. `counted` is never shown: the hubs when the band was set."""

    theme_id: int
    band: Band
    trend: Trend
    counted: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is told, the theme of most hubs first; and what is not, and why in plain words."""

    told: tuple[Told, ...]
    held: tuple[Held, ...]


def decide(heard: Sequence[Heard], known: Known | None) -> Decision:
    """Decide what is told of the themes; `known` is None before the first summary."""
    told_last = known.told if known else {}
    heard = [one for one in heard if one.now]  # what nobody raised is not held back
    held = [Held(what=one.label, why=why) for one in heard if (why := _why_held(one, known))]
    chosen = _chosen([one for one in heard if not _why_held(one, known)], known)
    for one in chosen[MOST_THEMES:]:
        held.append(Held(what=one.label, why=_beyond(one)))
    told = []
    for one in chosen[:MOST_THEMES]:
        shown = show(len(one.now), told_last.get(one.theme_id))
        assert shown is not None  # noqa: S101 - it has three hubs or more
        trend = _trend(one, shown, known)
        told.append(
            Told(theme_id=one.theme_id, band=shown.band, trend=trend, counted=shown.counted)
        )
        held += _softened(one, shown, trend)
    return Decision(tuple(told), tuple(held))


def _why_held(one: Heard, known: Known | None) -> str:
    """Return why a theme is not told of; "" when it may be."""
    if len(one.now) < LEAST_HUBS:
        raised = count(len(one.now), "hub")
        return f"Raised by {raised}. A theme is told of when three or more hubs raised it."
    if known is None or one.theme_id in known.told or _came_openly(one):
        return ""
    return (
        f"Raised by {count(len(one.now), 'hub')}, of which {count(len(one.before), 'hub')} did so"
        " last time. It would show that one or two hubs joined in, so it waits for the next"
        " summary."
    )


def _came_openly(one: Heard) -> bool:
    """Say whether three or more hubs stand behind a theme's coming up."""
    return len(one.before) >= LEAST_HUBS or len(one.now - one.before) >= LEAST_HUBS


def _chosen(may: Sequence[Heard], known: Known | None) -> list[Heard]:
    """Return the themes in the order in which they are chosen."""
    told_last, ever = (known.told, known.ever) if known else ({}, {one.theme_id for one in may})
    new = sorted((one for one in may if one.theme_id not in ever), key=_newness)[:FOR_NEW]
    others = [one for one in may if one not in new]
    return new + sorted(others, key=lambda one: _place(one, told_last))


def _newness(one: Heard) -> tuple[bool, int, int, int]:
    """Return what new themes are ordered by: how new they are, the hubs that came, all hubs."""
    return (not one.recent, -len(one.now - one.before), -len(one.now), one.theme_id)


def _place(one: Heard, told_last: Mapping[int, Shown]) -> tuple[int, bool, int]:
    """Return what themes are ordered by: one told of last time gives way to three hubs more."""
    stays = one.theme_id in told_last
    return (-len(one.now) - (LEAST_HUBS - 1) * stays, not stays, one.theme_id)


def _beyond(one: Heard) -> str:
    return (
        f"Raised by {count(len(one.now), 'hub')}. A summary has five themes: two new to the"
        " department, and those that most hubs raised. One told of last time keeps its place unless"
        " three more hubs raised another."
    )


def _trend(one: Heard, shown: Shown, known: Known | None) -> Trend:
    """Return the word for a theme's trend.

    The test's own word would tell too much of small numbers. That a theme of five hubs is "steady"
    would tell that one or two had raised it before: from none to five is a sure rise.
    """
    if known is None or one.theme_id not in known.ever:
        return Trend.NEW
    last = known.told.get(one.theme_id)
    if last is None or not known.adjoins:
        return Trend.STEADY
    if shown.band is not last.band:
        return Trend.RISING if shown.band is Band.MANY else Trend.FADING
    way = compared(one.now, one.before)
    large = shown.band is Band.MANY and shown.counted != last.counted
    return way.trend if large and way.sure else Trend.STEADY


def _softened(one: Heard, shown: Shown, trend: Trend) -> list[Held]:
    """Return what is told less exactly than it is known."""
    softened = []
    raised = count(len(one.now), "hub")
    if show(len(one.now), None) != Shown(shown.band, len(one.now)):
        why = f"{raised} raised it. The band moves when three or more hubs have come or gone."
        softened.append(Held(what=f"{one.label}: still told as {shown.band}", why=why))
    way = compared(one.now, one.before)
    if way.sure and way.trend not in (trend, Trend.STEADY) and trend is not Trend.NEW:
        why = f"It is {way.trend}. To say so would tell what one or two hubs did."
        softened.append(Held(what=f"{one.label}: told as {trend}", why=why))
    return softened
