"""Compiles checked lessons into the guide's stages and themes, the best supported first."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.capture.models import Contribution
from bot.lessons.guide.document import STAGES, Chapter, Entry, Stage
from bot.lessons.guide.places import themes_of
from bot.lessons.models import STANDING, Evidence, Lesson, LessonAccount, LessonUse
from bot.lessons.service import Sharing
from bot.themes.models import Theme
from bot.themes.outside import texts_in
from bot.themes.reading import active_themes
from bot.themes.unattributed import quotes

OTHER = "Other lessons"


def compile_stages(session: Session, community_id: int, zone: ZoneInfo) -> tuple[Stage, ...]:
    """Return the guide's stages, made of the community's checked lessons as they are now."""
    lessons = _standing(session, community_id)
    hubs = _hubs(session, lessons)
    themes = themes_of(session, [lesson.contribution_id for lesson in lessons])
    placed: dict[str, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for lesson in lessons:
        theme = themes.get(lesson.contribution_id, 0)
        placed[lesson.stage][theme].append(_entry(lesson, hubs[lesson.id], zone))
    titles = {0: (OTHER, OTHER)} | {
        key: (theme.label, _title_outside(session, theme))
        for key, theme in active_themes(session, community_id).items()
    }
    return tuple(_stage(key, placed[key], titles) for key in STAGES if key in placed)


def _title_outside(session: Session, theme: Theme) -> str:
    """Return the theme's name for outsiders, who get none that quotes a message."""
    return OTHER if quotes(theme.label, texts_in(session, theme.id)) else theme.label


def _standing(session: Session, community_id: int) -> Sequence[Lesson]:
    return session.scalars(
        select(Lesson)
        .join(Contribution, Contribution.id == Lesson.contribution_id)
        .where(
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Lesson.status.in_(STANDING),
        )
        .options(joinedload(Lesson.contribution).joinedload(Contribution.hub))
        .order_by(Lesson.id)
    ).all()


def _hubs(session: Session, lessons: Sequence[Lesson]) -> dict[int, set[int]]:
    """Return the hubs that tell of each lesson: its source, further accounts, those it served."""
    ids = [lesson.id for lesson in lessons]
    hubs: dict[int, set[int]] = {lesson.id: set() for lesson in lessons}
    for lesson in lessons:
        hubs[lesson.id] |= {lesson.contribution.hub_id} - {None}  # type: ignore[arg-type]
    told = (
        select(LessonAccount.lesson_id, Contribution.hub_id)
        .join(Contribution, Contribution.id == LessonAccount.contribution_id)
        .where(LessonAccount.lesson_id.in_(ids), Contribution.deleted_at.is_(None))
    )
    used = select(LessonUse.lesson_id, LessonUse.hub_id).where(
        LessonUse.lesson_id.in_(ids), LessonUse.fitted
    )
    for lesson_id, hub_id in (*session.execute(told), *session.execute(used)):
        if hub_id is not None:
            hubs[lesson_id].add(hub_id)
    return hubs


def _entry(lesson: Lesson, hubs: Collection[int], zone: ZoneInfo) -> Entry:
    message = lesson.contribution
    return Entry(
        lesson_id=lesson.id,
        recommendation=lesson.recommendation,
        worked=lesson.worked,
        what_happened=lesson.what_happened,
        why=lesson.why,
        early_signs=lesson.early_signs,
        applies_when=lesson.applies_when,
        not_when=lesson.not_when,
        evidence=lesson.evidence,
        hubs=max(1, len(hubs)),
        sharing=Sharing(lesson.sharing),
        hub=message.hub.name if message.hub else "",
        named=lesson.named,
        learned_on=message.posted_at.astimezone(zone).date(),
        checked_on=lesson.checked_at.astimezone(zone).date() if lesson.checked_at else None,
        link=message.permalink,
    )


def _stage(
    key: str, placed: Mapping[int, list[Entry]], titles: Mapping[int, tuple[str, str]]
) -> Stage:
    chapters = [
        Chapter(theme, titles[theme][0], _best_first(entries), titles[theme][1])
        for theme, entries in placed.items()
    ]
    chapters.sort(key=lambda one: (one.theme_id == 0, -len(one.entries), one.title))
    return Stage(key, tuple(chapters))


def _best_first(entries: list[Entry]) -> tuple[Entry, ...]:
    strength = list(Evidence)
    return tuple(
        sorted(
            entries,
            key=lambda one: (-strength.index(Evidence(one.evidence)), -one.hubs, one.lesson_id),
        )
    )
