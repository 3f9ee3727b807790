"""Sends what the department said to those who raised it: each channel and each person once.

Who they are is read when it is sent. The outbox's keys see to it that nobody gets it twice.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.capture.models import Contribution
from bot.delivery.outbox import channel_destination, post
from bot.digests.replies import cards
from bot.digests.replies.following import tell_followers
from bot.digests.replies.models import AskBack, DepartmentAsk, DepartmentReply
from bot.digests.replies.raised import (
    Spot,
    main_spots,
    message_spot,
    people_in_thread,
    people_on,
    theme_spots,
)
from bot.digests.replies.telling import tell
from bot.digests.replies.wording import subject_words
from bot.store import UnitOfWork
from bot.themes.curation import resolve
from bot.themes.models import Theme


def shown(unit: UnitOfWork, reply: DepartmentReply) -> cards.Reply:
    """Return a reply as anybody may read it."""
    return cards.Reply(
        about=subject_words(unit.session, reply.theme_id, reply.ask_id),
        is_ask=reply.ask_id is not None,
        says=reply.says,
        words=reply.words,
        by_when=reply.by_when,
        theme_id=theme_now(unit, reply.theme_id),
    )


def send_reply(unit: UnitOfWork, reply: DepartmentReply, now: datetime) -> None:
    """Tell the channels and the people that raised what a reply is about, and who follows it."""
    told, message = shown(unit, reply), _message(unit, reply)
    for spot in _spots(unit, reply.community_id, told.theme_id, message):
        key = f"reply:{reply.id}:{spot.channel.id}"
        place = channel_destination(spot.channel, spot.thread)
        post(unit, place, cards.reply_card(told), key=key, now=now)
    people = _people(unit, reply.community_id, told.theme_id, message, now)
    people.pop(reply.by_id or 0, None)
    for person_id, wrote in people.items():
        key, card = f"reply-told:{reply.id}:{person_id}", cards.contributor_card(told)
        tell(unit, person_id, card, key=key, about=wrote, now=now)
    if told.theme_id is not None:
        key, card = f"reply-followed:{reply.id}", cards.follower_card(told)
        but = {reply.by_id, *people}
        tell_followers(unit, reply.community_id, told.theme_id, card, key=key, but=but, now=now)


def send_question(unit: UnitOfWork, question: AskBack, now: datetime) -> None:
    """Post a question of the department in the channels that raised its theme."""
    label = subject_words(unit.session, question.theme_id, None)
    card = cards.question_card(label, question.words)
    theme_id = theme_now(unit, question.theme_id)
    for spot in _spots(unit, question.community_id, theme_id, None):
        key = f"ask-back:{question.id}:{spot.channel.id}"
        post(unit, channel_destination(spot.channel), card, key=key, now=now)


def theme_now(unit: UnitOfWork, theme_id: int | None) -> int | None:
    """Return where a theme's threads are now, as it may have been merged since."""
    theme = unit.session.get(Theme, theme_id) if theme_id is not None else None
    return resolve(unit.session, theme).id if theme is not None else None


def _message(unit: UnitOfWork, reply: DepartmentReply) -> Contribution | None:
    """Return the message that an ask was raised with, if it is there still."""
    ask = unit.session.get(DepartmentAsk, reply.ask_id) if reply.ask_id is not None else None
    if ask is None or ask.contribution_id is None:
        return None
    message = unit.session.get_one(Contribution, ask.contribution_id)
    return None if message.deleted_at is not None else message


def _spots(
    unit: UnitOfWork, community_id: int, theme_id: int | None, message: Contribution | None
) -> Sequence[Spot]:
    """Return where to post, each channel once: in the ask's thread rather than beside it."""
    thread = message_spot(unit.session, community_id, message) if message is not None else None
    spots = [thread] if thread is not None else []
    if theme_id is not None:
        spots += theme_spots(unit.session, community_id, theme_id)
    once: dict[int, Spot] = {}
    for spot in spots or main_spots(unit.session, community_id):
        once.setdefault(spot.channel.id, spot)
    return list(once.values())


def _people(
    unit: UnitOfWork,
    community_id: int,
    theme_id: int | None,
    message: Contribution | None,
    now: datetime,
) -> dict[int, Contribution]:
    people: dict[int, Contribution] = {}
    if theme_id is not None:
        people |= people_on(unit.session, community_id, theme_id, now)
    if message is not None:
        people |= people_in_thread(unit.session, community_id, message)
    return people
