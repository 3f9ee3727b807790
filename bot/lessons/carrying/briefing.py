"""The briefing that a programme starts with: what an earlier one learned about what is asked now.

For members: it quotes what they asked and what was said before. No hub of the past is named.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.community.models import Community, Programme
from bot.lessons.advice import headline
from bot.lessons.carrying.matching import Carried
from bot.lessons.guide.places import themes_of
from bot.lessons.models import Evidence
from bot.lessons.papers import Item, Paper, Part
from bot.lessons.wording import LEARNED_FROM, evidence_sentence
from bot.store import UnitOfWork
from bot.themes.reading import active_themes
from bot.words import count, day, shorten

OTHER, ASKED = "Other questions", "What was asked"
SEVERAL = 2
"""Over a single lesson stands what was asked; its theme's name would say less."""
ABOUT = (
    "Each lesson stands under a question or a challenge that a hub raised here. The words are those"
    " of the people who learned it. A lesson is what worked or did not there: ask whether it fits"
    " before you use it."
)
NOTHING = (
    "Nothing that was learned there answers what has been asked here so far. Ask again when hubs"
    " have asked more, or bring in more of what was learned."
)
UNCHECKED = "Not checked by a facilitator yet."
TITLE_SHOWN = 140


def briefing(
    unit: UnitOfWork,
    programme: Programme,
    community: Community,
    found: Sequence[Carried],
    now: datetime,
    zone: ZoneInfo,
) -> Paper:
    """Return the briefing for a community, from the lessons found for it."""
    made = day(now.astimezone(zone).date())
    return Paper(
        title=f"What {programme.name} learned, for {community.name}",
        kicker=community.programme.name,
        about=f"{count(len(found), 'lesson')}. Made on {made}, for members of {community.name}.",
        introduction=(ABOUT,),
        parts=_parts(unit, programme, community, found, zone),
        nothing=NOTHING,
        footer=f"For members of {community.name}. Do not pass it on outside.",
    )


def _parts(
    unit: UnitOfWork,
    programme: Programme,
    community: Community,
    found: Sequence[Carried],
    zone: ZoneInfo,
) -> tuple[Part, ...]:
    """Return a part for each theme here that is met by several lessons, those with most first."""
    themes = themes_of(unit.session, {one.need.id for one in found})
    labels = {key: theme.label for key, theme in active_themes(unit.session, community.id).items()}
    named = [labels.get(themes.get(one.need.id, 0), OTHER) for one in found]
    by_theme: dict[str, list[Carried]] = defaultdict(list)
    for one, name in zip(found, named, strict=True):
        by_theme[name if named.count(name) >= SEVERAL else OTHER].append(one)
    order = sorted(by_theme, key=lambda name: (name == OTHER, -len(by_theme[name]), name))
    titles = {OTHER: OTHER if len(order) > 1 else ASKED}
    return tuple(_part(titles.get(one, one), by_theme[one], programme, zone) for one in order)


def _part(title: str, found: Sequence[Carried], programme: Programme, zone: ZoneInfo) -> Part:
    return Part(title, items=tuple(item_of(one, programme.name, zone) for one in found))


def item_of(one: Carried, programme: str, zone: ZoneInfo) -> Item:
    """Return a lesson carried over, as it is read."""
    lesson, message = one.lesson, one.message
    when = message.posted_at.astimezone(zone)
    asked = one.need.posted_at.astimezone(zone).date()
    points = [("Asked here", f"{shorten(one.need.text, 300)} ({day(asked)})")]
    if lesson is not None:
        points += [("Why", lesson.why), ("Early signs", lesson.early_signs)]
        points += [("Use it when", lesson.applies_when), ("Do not use it when", lesson.not_when)]
    points += [("Evidence", _evidence(one)), ("Learned in", f"{programme} (told in {when:%B %Y})")]
    points += [("Would talk about it", _would_talk(one))]
    return Item(
        lesson.recommendation if lesson else shorten(headline(message.text), TITLE_SHOWN),
        tuple((name, words) for name, words in points if words),
        quote=message.text,
        failed=lesson is not None and not lesson.worked,
    )


def _evidence(one: Carried) -> str:
    if one.lesson is None or not one.checked:
        return UNCHECKED
    return f"{LEARNED_FROM[one.lesson.worked]} {evidence_sentence(Evidence(one.lesson.evidence))}"


def _would_talk(one: Carried) -> str:
    """Return the name of who learned it, where they agreed to be named to those who ask."""
    author = one.message.author
    return author.name if author is not None and author.helps else ""
