"""Writes to a hub's people for a facilitator: in private, in the facilitator's name, once."""

from datetime import datetime

from bot.community.caller import ensure_person, find_account
from bot.community.models import Community, Hub
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, post
from bot.desk.cards.letter import letter_card
from bot.desk.sections.quiet import members_here
from bot.events import Sender
from bot.privacy.audit import record
from bot.store import UnitOfWork


def letters_of(account_id: int) -> str:
    """Return what the outbox keys of an account's letters begin with."""
    return f"desk-letter:{account_id}:"


def write_to_hub(
    unit: UnitOfWork,
    community: Community,
    hub: Hub,
    text: str,
    *,
    by: Sender,
    now: datetime,
    nonce: str,
) -> int:
    """Send each of the hub's members here the words, once a nonce; return to how many."""
    writer, account = ensure_person(unit, by), find_account(unit.session, by)
    assert account is not None  # noqa: S101 - a person is known by an account
    card = letter_card(writer.name, community.name, hub.name, text)
    sent = 0
    for person in members_here(unit.session, community, hub.id):
        theirs = account_to_tell(unit.session, person.id)
        if theirs is not None:
            key = f"{letters_of(account.id)}{nonce}:{person.id}"
            sent += post(unit, account_destination(unit, theirs), card, key=key, now=now)
    if sent:
        record(
            unit,
            by=writer,
            action="hub.written_to",
            subject=f"hub:{hub.id}",
            now=now,
            community=community.slug,
            people=sent,
        )
    return sent
