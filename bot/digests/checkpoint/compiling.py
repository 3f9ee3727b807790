"""Compiles a summary: its seven sections, and for the facilitators what was held back and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.community.models import Community, Hub
from bot.digests.checkpoint import notes
from bot.digests.checkpoint.asking import asked_before, asks_to_send
from bot.digests.checkpoint.hearing import hubs_that_spoke, talk_of
from bot.digests.checkpoint.lessons import what_works
from bot.digests.checkpoint.risks import risks_now
from bot.digests.checkpoint.themes import theme_lines
from bot.digests.checkpoint.window import (
    Past,
    Window,
    counting,
    known_from,
    pages_in,
    past_summaries,
    window_of,
)
from bot.digests.checkpoint.wording import period_in_words
from bot.digests.consent.service import quoted_in
from bot.digests.consent.service import without_revoked as without_revoked_in
from bot.digests.disclosure.coverage import covered
from bot.digests.disclosure.rules import decide
from bot.digests.models import Summary
from bot.digests.snapshot import Held, Snapshot
from bot.schedules.calendar import Period
from bot.schedules.working import WorkingCalendar
from bot.store import UnitOfWork
from bot.themes.outside import names_in
from bot.themes.unattributed import Names


def compile_summary(
    unit: UnitOfWork, community: Community, period: Period, calendar: WorkingCalendar
) -> Snapshot:
    """Return what may be told of a period; dates are told in the calendar's zone.

    Without themes when there is none to tell. It changes nothing.
    """
    session = unit.session
    past = past_summaries(session, community.id)
    names = names_in(session, community)
    pages = pages_in(past, period)
    told = _of_pages(pages) if pages else _of_talk(session, community, period, past, names)
    asks, not_asked = asks_to_send(session, community.id, names)
    since, zone = _since(past, pages), calendar.zone
    said = asked_before(session, community.id, names, since=since, zone=zone)
    return replace(
        told,
        week=period_in_words(period),
        zone=calendar.zone.key,
        asks=asks,
        said=said,
        held=(*told.held, *not_asked),
    )


def without_revoked(unit: UnitOfWork, snapshot: Snapshot) -> Snapshot:
    """Return a snapshot without the quotes whose authors no longer agree to them."""
    return without_revoked_in(unit.session, snapshot)


def is_overtaken(session: Session, summary: Summary) -> bool:
    """Say whether another summary was approved since a draft was made: then it is made anew.

    What may be told was decided by what the department had read until then. A note of pages decides
    nothing, so it neither overtakes nor is overtaken.
    """
    past = past_summaries(session, summary.community_id)
    period = Period(summary.period, summary.starts_at, summary.ends_at)
    if pages_in(past, period):
        return False
    return any(
        one.approved_at is not None and one.approved_at > summary.drafted_at
        for one in counting(past)
        if one.key != summary.period
    )


def _since(past: Sequence[Past], pages: Sequence[Past]) -> datetime | None:
    """Return the time whose replies were told of before."""
    if pages:
        return pages[0].starts_at
    return past[0].ends_at if past else None


def _of_pages(pages: Sequence[Past]) -> Snapshot:
    """Return what a month's pages told."""
    told = [page.snapshot for page in pages]
    return replace(
        told[-1],
        spoke=max(one.spoke for one in told),
        themes=notes.themes_of(told),
        working=notes.working_of(told),
        risks=notes.risks_of(told),
        impact=tuple(dict.fromkeys(line for one in told for line in one.impact)),
        held=(),
    )


def _of_talk(
    session: Session, community: Community, period: Period, past: Sequence[Past], names: Names
) -> Snapshot:
    """Return what may be told of the talk in a period, as far as nobody has read of it."""
    window = window_of(past, period)
    talk = {one.theme.id: one for one in talk_of(session, community, window)}
    decision = decide([one.heard for one in talk.values()], known_from(past, window))
    quoted = {number for one in past for number in quoted_in(one.snapshot)}
    themes, held = theme_lines(session, decision, talk, names, quoted=quoted, until=window.ends_at)
    told = {one.lesson_id for each in past for one in each.snapshot.working}
    working, unchecked = what_works(session, community.id, names, told)
    hubs = _count_hubs(session, community)
    spoke, rounded = _coverage(session, community, window, hubs, past)
    last = counting(past)[:1]
    return Snapshot(
        community=community.name,
        week=period_in_words(period),
        zone="",
        spoke=spoke,
        hubs=hubs,
        themes=themes,
        working=working,
        risks=risks_now(last[0].snapshot.risks if last else (), themes, talk),
        coming=past[0].snapshot.coming if past else (),
        held=(*held, *unchecked, *rounded),
    )


def _coverage(
    session: Session, community: Community, window: Window, hubs: int, past: Sequence[Past]
) -> tuple[int, list[Held]]:
    """Return the figure to show for the hubs that spoke, and why it is not the exact one."""
    spoke = hubs_that_spoke(session, community, window)
    last = next((one.snapshot.spoke for one in counting(past)), None)
    shown = covered(spoke, hubs, last)
    if shown == spoke:
        return shown, []
    why = "Told as a range, so that nobody learns what one or two hubs did."
    return shown, [Held(what=f"{spoke} of {hubs} hubs spoke", why=why)]


def _count_hubs(session: Session, community: Community) -> int:
    hubs = select(func.count(Hub.id)).where(Hub.programme_id == community.programme_id)
    return session.scalar(hubs) or 0
