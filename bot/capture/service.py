"""Keeps what people said as contributions; follows edits and deletions in any order.

Every change is decided by `version`, the time of the newest text seen: an older text never replaces
a newer one. A deleted message stays deleted, unless it was deleted in chat and is restored there.
"""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.capture.models import Contribution, ContributionVector, Kind, KindCorrection
from bot.community.caller import Caller, ensure_person, find_channel
from bot.community.models import Channel, Person
from bot.events import Place, Sender
from bot.store import UnitOfWork


def find(session: Session, place: Place, message_id: str) -> Contribution | None:
    """Return the contribution made of a message, deleted or not."""
    return session.scalar(
        select(Contribution).where(
            Contribution.platform == place.platform,
            Contribution.tenant == place.tenant,
            Contribution.conversation == place.conversation,
            Contribution.message_id == message_id,
        )
    )


def may_capture(person: Person) -> bool:
    """Say whether neither the person nor their hub switched capture off."""
    return not person.capture_off and not (person.hub and person.hub.capture_off)


def keep(
    unit: UnitOfWork,
    *,
    event_place: Place,
    message_id: str,
    author: Sender,
    text: str,
    posted_at: datetime,
    version: datetime | None = None,
    permalink: str | None = None,
    kind: Kind | None = None,
    by: Person | None = None,
    caller: Caller | None = None,
    restored: bool = False,
    now: datetime,
) -> Contribution | None:
    """Keep a message, or bring the one we have up to date; None when it may not be kept.

    With `kind`, `by` said what kind it is. `caller` is the author, where they were identified.
    `restored`: it was deleted in chat and taken back at `version`.
    The channel must have been set up; whether it captures without a command is for the one who
    calls to check. `text` is redacted already.
    """
    channel = (caller and caller.channel) or find_channel(unit.session, event_place)
    if channel is None:
        return None
    contribution = find(unit.session, event_place, message_id)
    if contribution is None:
        person = (caller and caller.person) or ensure_person(unit, author)
        if not may_capture(person):
            return None
        contribution = _new(event_place, message_id, channel, person, posted_at)
        contribution.permalink = permalink
        unit.session.add(contribution)
    if contribution.deleted_at is not None:
        if not (restored and version and _may_come_back(unit, contribution, author, version)):
            return None
        contribution.deleted_at, contribution.posted_at = None, posted_at
    _take_text(unit, contribution, text, version or posted_at)
    if restored and version:  # also when the words are the same: it outdates the deletion
        contribution.version = max(contribution.version, version)
    contribution.thread = event_place.thread or contribution.thread
    unit.flush()
    if kind is not None:
        correct_kind(unit, contribution, kind, by, now)
    return contribution


def _new(
    place: Place, message_id: str, channel: Channel, person: Person | None, posted_at: datetime
) -> Contribution:
    return Contribution(
        community_id=channel.community_id,
        channel_id=channel.id,
        platform=place.platform,
        tenant=place.tenant,
        conversation=place.conversation,
        message_id=message_id,
        thread=place.thread or message_id,
        author_id=person.id if person else None,
        hub_id=person.hub_id if person else None,
        kind=Kind.UNSURE,
        text="",
        posted_at=posted_at,
        version=posted_at,
    )


def _may_come_back(
    unit: UnitOfWork, contribution: Contribution, author: Sender, at: datetime
) -> bool:
    """Say whether a deleted message may be kept again, and know its author if it may."""
    deleted_at = contribution.deleted_at
    if not contribution.deleted_in_chat or deleted_at is None or at < deleted_at:
        return False
    person = contribution.author or ensure_person(unit, author)
    if contribution.author is None:
        contribution.author, contribution.hub = person, person.hub
    return may_capture(person)


def _take_text(unit: UnitOfWork, contribution: Contribution, text: str, version: datetime) -> None:
    fresh = contribution.id is None
    if not fresh and (version < contribution.version or text == contribution.text):
        return
    contribution.text = text
    contribution.version = version
    if not fresh:
        forget_vector(unit, contribution)


def forget_vector(unit: UnitOfWork, contribution: Contribution) -> None:
    """Drop what the machine made of the words, so that it looks at them anew."""
    contribution.understood_by = None
    unit.session.execute(
        delete(ContributionVector).where(ContributionVector.contribution_id == contribution.id)
    )


def erase(
    unit: UnitOfWork, contribution: Contribution, at: datetime, *, in_chat: bool = False
) -> None:
    """Erase a contribution's words and keep its key, so that it is never captured again.

    `in_chat`: it was deleted where it was said, and may come back when it is restored there.
    """
    contribution.text = ""
    contribution.deleted_at, contribution.deleted_in_chat = at, in_chat
    contribution.permalink = None
    forget_vector(unit, contribution)
    twins = Contribution.same_as_id == contribution.id
    fresh = {"same_as_id": None, "understood_by": None}
    unit.session.execute(update(Contribution).where(twins).values(fresh))


def erase_message(
    unit: UnitOfWork, place: Place, message_id: str, at: datetime, *, in_chat: bool = False
) -> Contribution | None:
    """Erase a message's words; remember it when it was not kept yet, as it may still arrive.

    `in_chat`: it was deleted where it was said. One that was restored there since stays.
    """
    contribution = find(unit.session, place, message_id)
    if contribution is None:
        channel = find_channel(unit.session, place)
        if channel is None:
            return None
        contribution = _new(place, message_id, channel, None, at)
        unit.session.add(contribution)
        unit.flush()
    if in_chat and at < contribution.version:
        return contribution
    if contribution.deleted_at is None:
        erase(unit, contribution, at, in_chat=in_chat)
    contribution.deleted_in_chat = contribution.deleted_in_chat and in_chat
    return contribution


def correct_kind(
    unit: UnitOfWork, contribution: Contribution, kind: Kind, by: Person | None, now: datetime
) -> None:
    """Record that a person said what kind this is; the recogniser learns from it."""
    contribution.kind = kind
    contribution.kind_by = "person"
    contribution.kind_probability = 1.0
    row = unit.session.get(KindCorrection, contribution.id)
    if row is None:
        row = KindCorrection(contribution_id=contribution.id)
        unit.session.add(row)
    row.kind, row.person_id, row.at = kind, by.id if by else None, now
    unit.flush()
