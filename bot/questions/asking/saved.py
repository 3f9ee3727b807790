"""Closes an asking by an earlier answer: counted as saved, or marked when it was posted before."""

import hashlib

from sqlalchemy import delete, select

from bot.capture.models import Contribution, Kind
from bot.community.checks import Refused
from bot.community.models import Community
from bot.events import Sender
from bot.privacy.audit import record
from bot.questions.answering import ASKER_ONLY, mark_answered, may_say
from bot.questions.models import SavedAsking
from bot.questions.network import posted_before
from bot.router import Turn

NONCE_BYTES = 8


def nonce_of(who: Sender, event_id: str) -> str:
    """Return what tells one asking of a person's from all others, and that it is theirs."""
    return f"{_whose(who)}.{_hash(event_id)}"


def is_theirs(who: Sender, nonce: str) -> bool:
    """Say whether this person was given the card with this nonce."""
    return nonce.startswith(f"{_whose(who)}.")


def _whose(who: Sender) -> str:
    return _hash(f"{who.platform}\n{who.tenant}\n{who.user_id}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=NONCE_BYTES).hexdigest()


def close_asking(turn: Turn, community: Community, nonce: str, answer: Contribution) -> bool:
    """Close the caller's asking with an earlier answer, each asking once.

    Returns whether the question had been put to the network: then that is marked as answered.
    Raises Refused when it is not the caller's to close.
    """
    put, question = posted_before(turn.unit.session, turn.caller.who, Kind.QUESTION, nonce)
    if question is not None:
        if not may_say(turn, question):
            raise Refused(ASKER_ONLY)
        mark_answered(turn.unit, question, answer, turn.caller.person, turn.now)
    elif not put:
        _count(turn, community, nonce, answer)
    return put


def _count(turn: Turn, community: Community, nonce: str, answer: Contribution) -> None:
    key = saved_key(turn.caller.who, nonce)
    turn.unit.alone_with(f"saved:{key}")
    if turn.unit.session.scalar(select(SavedAsking.id).where(SavedAsking.nonce == key)) is not None:
        return
    person = turn.caller.person
    saved = SavedAsking(
        nonce=key,
        community_id=community.id,
        person_id=person.id if person else None,
        answer_id=answer.id,
        at=turn.now,
    )
    turn.unit.session.add(saved)
    turn.unit.flush()
    record(
        turn.unit,
        by=person,
        action="asking.saved",
        subject=f"contribution:{answer.id}",
        now=turn.now,
        community=community.slug,
    )


def not_saved_after_all(turn: Turn, nonce: str) -> None:
    """Count an asking no longer as saved: the network is asked."""
    key = saved_key(turn.caller.who, nonce)
    turn.unit.session.execute(delete(SavedAsking).where(SavedAsking.nonce == key))


def saved_key(who: Sender, nonce: str) -> str:
    """Return what a saved asking is kept under: with the account, as accounts may be parted."""
    return f"{who.platform}:{who.tenant}:{nonce}"
