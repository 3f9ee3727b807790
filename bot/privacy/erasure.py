"""Forgets a person: their words go, wherever they were kept.

The messages' keys stay, so that a late event or an old export can't bring the words back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Text,
    cast,
    delete,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.capture.inbox import event_from_json
from bot.capture.models import Contribution, InboxRow, InboxState, KindCorrection
from bot.capture.service import erase
from bot.community.models import Account, AccountLink, LinkCode, LinkTry, Membership, Person
from bot.delivery.models import OutboxRow
from bot.desk.forgetting import forget_at_desk
from bot.digests.approving.belongings import forget_deciding
from bot.digests.consent.taking_back import let_go as let_go_of_quotes
from bot.digests.letters.belongings import forget_digests
from bot.digests.letters.taking_back import forget_in_digests
from bot.digests.models import Summary, SummaryChange
from bot.digests.replies.belongings import forget_replies, said_both_ways
from bot.introductions.belongings import forget_introductions
from bot.lessons.forgetting import forget_lessons, remove_quotations
from bot.lessons.guide.erasing import (
    forget_writer,
    machine_titles,
    rename_chapters,
    take_out_quotations,
)
from bot.lessons.resources import keeping as resources
from bot.privacy.audit import record
from bot.questions import same, suggesting
from bot.questions.life import let_go_of
from bot.questions.models import QuestionFollower, SavedAsking, Suggestion
from bot.store import UnitOfWork
from bot.themes.models import Theme, ThemeMembership, ThemeWeek
from bot.themes.numbers import same_thread

QUOTED = 24
"""Characters with which a quotation begins like the message it is from."""

REMOVED = "[removed at its author's request]"
UNNAMED = "Unnamed theme"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed: the messages' ids, and the number of lessons."""

    messages: tuple[int, ...]
    lessons: int


def forget(unit: UnitOfWork, person: Person, *, by: Person | None, now: datetime) -> Forgotten:
    """Remove a person's words, name and account ids. The person stays as an empty shell.

    On SQLite the words are gone from the files only after `bot.store.scrub.scrub`.
    """
    theirs = Contribution.author_id == person.id, Contribution.deleted_at.is_(None)
    contributions = unit.session.scalars(select(Contribution).where(*theirs)).all()
    quotes = _Quotes([one.text for one in contributions])
    let_go_of_quotes(unit, [one.id for one in contributions], now)
    lessons, said = forget_lessons(unit, person)
    quotes.add(said)
    forget_writer(unit, person.id)
    _remove_traffic(unit, person)
    _remove_quotations(unit, quotes)
    forget_deciding(unit, person)
    forget_introductions(unit, person)
    forget_at_desk(unit, person)
    forget_replies(unit, person, [one.id for one in contributions], now)
    forget_digests(unit, person, now)
    _reword_themes(unit, person)
    _forget_old_labels(unit, person, quotes)
    _remove_words(unit, person, contributions, now)
    _empty(unit, person)
    forgotten = Forgotten(tuple(one.id for one in contributions), lessons)
    record(
        unit,
        by=by,
        action="person.forgotten",
        subject=f"person:{person.id}",
        now=now,
        messages=len(forgotten.messages),
        lessons=forgotten.lessons,
    )
    return forgotten


class _Quotes:
    """Recognises a text that quotes one of the words to be removed, whole or cut short."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts: list[str] = []
        self.add(texts)

    def add(self, texts: Sequence[str]) -> None:
        """Look for these too."""
        self._texts += [" ".join(text.split()) for text in texts if text.strip()]

    def within(self, text: str) -> bool:
        """Say whether the text quotes. Short words count only when they are all of it."""
        said = " ".join(text.split())
        part = said.strip(' …“”"')
        return any(
            (len(part) >= QUOTED and part in one)  # a sentence from the middle
            or (one[:QUOTED] in said if len(one) >= QUOTED else one == said)
            for one in self._texts
        )

    def with_words(self, label: str) -> bool:
        """Say whether one of them has every word of a label."""
        words = label.casefold().split()
        return any(all(word in one.casefold() for word in words) for one in self._texts)

    def without(self, value: Any) -> Any:
        """Return a JSON value with the strings that quote taken out."""
        match value:
            case str() if self.within(value):
                return REMOVED
            case list():
                return [self.without(one) for one in value]
            case dict():
                return {name: self.without(one) for name, one in value.items()}
        return value


def _written_by(person: Person) -> ScalarSelect[int]:
    return select(Contribution.id).where(Contribution.author_id == person.id).scalar_subquery()


def _remove_traffic(unit: UnitOfWork, person: Person) -> None:
    """Remove what came in from the person and is not handled, and what was sent to them alone."""
    accounts = {
        (one.platform, one.tenant, one.user_id)
        for one in unit.session.scalars(select(Account).where(Account.person_id == person.id))
    }
    for row in unit.session.scalars(select(InboxRow).where(InboxRow.payload.is_not(None))):
        assert row.payload is not None  # noqa: S101 - as asked for
        who = event_from_json(row.payload).who
        if (who.platform, who.tenant, who.user_id) in accounts:
            row.payload, row.state = None, InboxState.HANDLED
    for platform, tenant, user_id in accounts:
        there = OutboxRow.platform == platform, OutboxRow.tenant == tenant
        unit.session.execute(delete(OutboxRow).where(*there, OutboxRow.user_id == user_id))
        together = cast(OutboxRow.together, Text) != "[]"
        for message in unit.session.scalars(select(OutboxRow).where(*there, together)):
            if user_id in message.together:
                unit.session.delete(message)


def _remove_quotations(unit: UnitOfWork, quotes: _Quotes) -> None:
    """Remove quotations from what was posted, summarised and described."""
    for posted in unit.session.scalars(select(OutboxRow).where(OutboxRow.card != "")):
        card = json.loads(posted.card)
        if (changed := quotes.without(card)) != card:
            posted.card = json.dumps(changed)
    remove_quotations(unit, lambda said: REMOVED if quotes.within(said) else said)
    take_out_quotations(unit, quotes.without)
    for summary in unit.session.scalars(select(Summary)):
        summary.snapshot = quotes.without(summary.snapshot)
        summary.drafted = quotes.without(summary.drafted)
    for change in unit.session.scalars(select(SummaryChange).where(SummaryChange.reason != "")):
        change.reason = quotes.without(change.reason)
    for row in said_both_ways(unit):
        row.words = quotes.without(row.words)
    for theme in unit.session.scalars(select(Theme)):
        if quotes.within(theme.description):
            theme.description = ""


def _reword_themes(unit: UnitOfWork, person: Person) -> None:
    """Have the machine find new labels where its old ones are from the person's words too.

    The next regrouping does, from what is left; a theme in which nobody else wrote keeps none.
    """
    wrote_in = unit.session.scalars(_themes_of(Contribution.author_id == person.id)).all()
    others = _themes_of(Contribution.author_id != person.id, Contribution.deleted_at.is_(None))
    left = set(unit.session.scalars(others))
    by_machine = Theme.id.in_(wrote_in), Theme.label_by_id.is_(None)
    for theme in unit.session.scalars(select(Theme).where(*by_machine)):
        theme.labelled_at_size = 0
        if theme.id not in left:
            theme.label = UNNAMED


def _forget_old_labels(unit: UnitOfWork, person: Person, quotes: "_Quotes") -> None:
    """Take away the machine's names of themes, in past weeks and guides, that are of their words.

    A name is from somebody's words when one of their messages has every word of it, and no other's.
    """
    wrote_in = select(Contribution.community_id).where(Contribution.author_id == person.id)
    weeks = unit.session.scalars(
        select(ThemeWeek).where(
            ThemeWeek.community_id.in_(wrote_in.distinct()), ThemeWeek.label_by_id.is_(None)
        )
    ).all()
    labels = {week.label for week in weeks} | machine_titles(unit)
    theirs = {label for label in labels if quotes.with_words(label)}
    lost = {label for label in theirs if not _said_by_others(unit, person, label)}
    for week in weeks:
        if week.label in lost:
            week.label = UNNAMED
    rename_chapters(unit, lost, UNNAMED)


def _said_by_others(unit: UnitOfWork, person: Person, label: str) -> bool:
    words = [Contribution.text.icontains(word, autoescape=True) for word in label.split()]
    others = select(Contribution.id).where(
        Contribution.author_id.is_distinct_from(person.id),
        Contribution.deleted_at.is_(None),
        *words,
    )
    return unit.session.scalar(others.limit(1)) is not None


def _themes_of(*messages: ColumnElement[bool]) -> Select[int | None]:
    """Return the themes whose threads hold such messages."""
    head = aliased(Contribution)
    return (
        select(ThemeMembership.theme_id)
        .join(head, head.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(head))
        .where(*messages)
        .distinct()
    )


def _remove_words(
    unit: UnitOfWork, person: Person, contributions: Sequence[Contribution], now: datetime
) -> None:
    resources.let_go(unit, [one.id for one in contributions])
    resources.forget_words(unit, person.id)
    for contribution in contributions:
        erase(unit, contribution, now)
    corrections = KindCorrection.contribution_id.in_(_written_by(person))
    unit.session.execute(delete(KindCorrection).where(corrections))
    saved = update(SavedAsking).where(SavedAsking.answer_id.in_(_written_by(person)))
    unit.session.execute(saved.values(answer_id=None))
    same.let_go(unit, [one.id for one in contributions], now)
    let_go_of(unit, [one.id for one in contributions], now)
    suggesting.let_go(unit, [one.id for one in contributions], now)
    following = QuestionFollower.person_id == person.id
    unit.session.execute(delete(QuestionFollower).where(following))
    if contributions:
        forget_in_digests(unit, [one.id for one in contributions], now)
    unit.flush()


def _empty(unit: UnitOfWork, person: Person) -> None:
    """Leave of a person only what rows refer to: no name, hub, role, e-mail, account or code."""
    person.name, person.hub, person.capture_off = "", None, True
    person.helps = person.pairs = False
    unit.session.execute(delete(Membership).where(Membership.person_id == person.id))
    saved = update(SavedAsking).where(SavedAsking.person_id == person.id)
    unit.session.execute(saved.values(person_id=None))
    said = update(Suggestion).where(Suggestion.said_by_id == person.id)
    unit.session.execute(said.values(said_by_id=None))
    accounts = unit.session.scalars(select(Account).where(Account.person_id == person.id))
    for account in accounts:
        account.user_id, account.email, account.address = f"forgotten-{account.id}", None, ""
        for table in (AccountLink, LinkCode, LinkTry):
            unit.session.execute(delete(table).where(table.account_id == account.id))
    unit.flush()
