"""What to ask a facilitator next: kept at each grouping, and asked while it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from bot.capture.models import Contribution
from bot.ports import ToDecide
from bot.store import UnitOfWork
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeAsk, ThemeMembership, ThemeRefusal, ThemeState
from bot.themes.reading import messages_in
from bot.themes.threads import replies_to

REPLIES = 2
SAMPLES = 3
Kind = Literal["name", "place"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One decision to ask for. To name: `themes` is the one theme, `samples` speak for it.

    To place: `themes` are the likeliest first, `now_in` is where the machine has the thread.
    """

    ask_id: int
    kind: Kind
    thread: Contribution
    themes: Sequence[Theme]
    number: int
    of: int
    now_in: Theme | None = None
    replies: Sequence[Contribution] = ()
    samples: Sequence[Contribution] = ()
    size: int = 0


def keep_asks(
    unit: UnitOfWork, community_id: int, asks: Sequence[ToDecide], themes: Sequence[Theme]
) -> None:
    """Keep what to ask, in the place of what the last grouping asked; `themes` as they were found.

    What a person said a thread is not about is not asked of it again.
    """
    unit.session.execute(delete(ThemeAsk).where(ThemeAsk.community_id == community_id))
    for place, ask in enumerate(asks):
        row = ThemeAsk(
            community_id=community_id, place=place, kind=ask.kind, contribution_id=ask.thread
        )
        row.themes = [themes[number].id for number in ask.themes]
        unit.session.add(row)
    unit.flush()


def waiting_asks(session: Session, community_id: int) -> list[ThemeAsk]:
    """Return the asks that nobody answered and that still hold, the most helpful first."""
    rows = session.scalars(
        select(ThemeAsk)
        .where(ThemeAsk.community_id == community_id, ThemeAsk.answer.is_(None))
        .order_by(ThemeAsk.place)
    )
    return [ask for ask in rows if still_holds(session, ask)]


def still_holds(session: Session, ask: ThemeAsk) -> bool:
    """Say whether an ask still needs a person: words and themes are there, and none decided."""
    thread = session.get(Contribution, ask.contribution_id)
    themes = themes_of(session, ask)
    if thread is None or thread.deleted_at is not None or not themes:
        return False
    if ask.kind == "name":
        return themes[0].label_by_id is None and not themes[0].pinned
    row = session.get(ThemeMembership, ask.contribution_id)
    return row is None or row.by_id is None


def themes_of(session: Session, ask: ThemeAsk) -> list[Theme]:
    """Return the living themes of an ask, each once; to name, none when it was merged away."""
    refused = set(
        session.scalars(
            select(ThemeRefusal.theme_id).where(ThemeRefusal.contribution_id == ask.contribution_id)
        )
    )
    found: dict[int, Theme] = {}
    for theme_id in ask.themes:
        theme = session.get(Theme, theme_id)
        if theme is not None and ask.kind == "place":
            theme = resolve(session, theme)
        if theme is not None and theme.state is ThemeState.ACTIVE and theme.id not in refused:
            found[theme.id] = theme
    return list(found.values())


def next_question(session: Session, community_id: int) -> Question | None:
    """Return the most helpful decision that waits, with what is needed to make it."""
    waiting = waiting_asks(session, community_id)
    if not waiting:
        return None
    of = session.scalar(
        select(func.count(ThemeAsk.id)).where(ThemeAsk.community_id == community_id)
    )
    return _question(session, waiting[0], of=of or 0, left=len(waiting))


def _question(session: Session, ask: ThemeAsk, *, of: int, left: int) -> Question:
    thread = session.get_one(
        Contribution, ask.contribution_id, options=[joinedload(Contribution.channel)]
    )
    themes = themes_of(session, ask)
    number = of - left + 1
    if ask.kind == "name":
        return Question(
            ask_id=ask.id,
            kind="name",
            thread=thread,
            themes=themes,
            number=number,
            of=of,
            samples=messages_in(session, themes[0], SAMPLES),
            size=_size(session, themes[0]),
        )
    row = session.get(ThemeMembership, thread.id)
    now_in = session.get(Theme, row.theme_id) if row and row.theme_id else None
    return Question(
        ask_id=ask.id,
        kind="place",
        thread=thread,
        themes=themes,
        number=number,
        of=of,
        now_in=now_in,
        replies=replies_to(session, thread, REPLIES),
    )


def _size(session: Session, theme: Theme) -> int:
    members = select(func.count()).where(ThemeMembership.theme_id == theme.id)
    return session.scalar(members) or 0
