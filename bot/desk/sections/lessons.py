"""Lessons that people saved and no facilitator has checked yet."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Button
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.lessons.checking import waiting
from bot.lessons.models import Lesson
from bot.router import Turn
from bot.words import day, shorten

NAME = "lessons"
QUOTED = 140


@dataclass(frozen=True, slots=True)
class LessonsToCheck:
    """The section; days are told in the zone."""

    zone: ZoneInfo

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the lessons, the longest waiting first."""
        lessons = waiting(turn.unit.session, community.id)
        return SectionContent(
            name=NAME,
            title="Lessons to check",
            nothing="no lesson to check",
            items=tuple(map(self._item, lessons)),
        )

    def _item(self, lesson: Lesson) -> Item:
        hub = lesson.contribution.hub
        saved = f"saved on {day(lesson.tagged_at.astimezone(self.zone).date())}"
        result = "It worked." if lesson.worked else "It did not work."
        return Item(
            key=f"lesson:{lesson.id}",
            lead=shorten(lesson.recommendation, QUOTED),
            facts=f"{hub.name if hub else 'Someone'}, {saved}. {result}",
            buttons=(Button("Check", "lesson_check", str(lesson.id)),),
        )
