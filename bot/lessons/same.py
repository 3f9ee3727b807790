"""Finds the lessons that a story may be another account of, by how near its words are."""

from bot.lessons.models import LIVING, Lesson
from bot.questions.lookup import EarlierAnswers
from bot.questions.reading import lessons_of
from bot.store import UnitOfWork

SAME = 0.55
"""Of 26 gold lessons told anew in other words, 23 find their own from this cosine on, 3 another."""
MOST = 2


def same_as(
    unit: UnitOfWork, earlier: EarlierAnswers, story: str, community_id: int, *, but: int = 0
) -> list[Lesson]:
    """Return a community's lessons that seem to be the same as the story, the nearest first.

    `but` is the story's own message.
    """
    messages = earlier.near(unit.session, earlier.vector(story), {community_id})
    near = {key: cosine for key, cosine in messages.items() if cosine >= SAME and key != but}
    found = lessons_of(unit.session, near)
    best = sorted(found.values(), key=lambda one: -near[one.contribution_id])
    return [one for one in best if one.status in LIVING and stands(one)][:MOST]


def stands(lesson: Lesson) -> bool:
    """Say whether the message that a lesson was made of is still kept."""
    return lesson.contribution.deleted_at is None
