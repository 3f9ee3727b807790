"""The message that a person acts on, by its menu or by a reaction: found, or kept now."""

from sqlalchemy import or_, select

from bot.capture import service as capture
from bot.capture.models import Contribution
from bot.cards import Card
from bot.community.caller import find_account
from bot.community.checks import NOT_A_MEMBER, Refused
from bot.community.models import Channel, Purpose
from bot.delivery.outbox import post, private_destination
from bot.events import MessageActionChosen, MessageDeleted, ReactionAdded, Sender
from bot.questions.network import adopt
from bot.router import Turn

NOT_HERE = (
    "I keep no messages from this conversation. Use this in one of your community's channels."
)
NOT_KEPT = (
    "I can't keep that message: it was removed, or the person who wrote it asked me not to keep it."
)
NO_WORDS = "That message has no words to keep. Reply to it with a sentence, and use this there."


def members_channel(turn: Turn) -> Channel:
    """Return the community channel that a member acts in. Raises Refused."""
    channel = turn.caller.channel
    if channel is None or channel.purpose is not Purpose.COMMUNITY:
        raise Refused(NOT_HERE)
    if not turn.caller.belongs(channel.community_id):
        raise Refused(NOT_A_MEMBER.format(name=channel.community.name))
    return channel


def known_message(
    turn: Turn, event: MessageActionChosen | ReactionAdded | MessageDeleted
) -> Contribution | None:
    """Return the message as we keep it, erased or not; None when it was never kept."""
    adopt(turn.unit, event.where, event.message_id)
    return capture.find(turn.unit.session, event.where, event.message_id)


def kept_message(turn: Turn, chosen: MessageActionChosen) -> Contribution:
    """Return the message acted on, kept now if it was not. Raises Refused."""
    members_channel(turn)
    known = known_message(turn, chosen)
    if known is None:
        if not chosen.text.strip():
            raise Refused(NO_WORDS)
        known = capture.keep(
            turn.unit,
            event_place=chosen.where,
            message_id=chosen.message_id,
            author=chosen.author,
            text=chosen.text,
            posted_at=chosen.posted_at,
            permalink=chosen.permalink,
            now=turn.now,
        )
    if known is None or known.deleted_at is not None:
        raise Refused(NOT_KEPT)
    return known


def wrote(turn: Turn, contribution: Contribution | None, author: Sender | None = None) -> bool:
    """Say whether the caller wrote the message, on whichever of their accounts."""
    person = turn.caller.person
    if contribution is not None and contribution.author_id is not None:
        return person is not None and contribution.author_id == person.id
    if author is None:
        return False
    account = find_account(turn.unit.session, author)
    same = account is not None and person is not None and account.person_id == person.id
    return same or _same_account(author, turn.caller.who)


def _same_account(one: Sender, other: Sender) -> bool:
    return (one.platform, one.tenant, one.user_id) == (other.platform, other.tenant, other.user_id)


def twins(turn: Turn, contribution: Contribution) -> list[Contribution]:
    """Return the other cross-posts of the same message that still stand."""
    first = contribution.same_as_id or contribution.id
    return list(
        turn.unit.session.scalars(
            select(Contribution).where(
                or_(Contribution.id == first, Contribution.same_as_id == first),
                Contribution.id != contribution.id,
                Contribution.deleted_at.is_(None),
            )
        )
    )


def tell(turn: Turn, event: ReactionAdded, card: Card) -> None:
    """Tell the person who reacted something in private, once a message and reaction."""
    who = event.who
    where = f"{who.platform}:{who.tenant}:{event.where.conversation}:{event.message_id}"
    private = private_destination(turn.unit, who, event.where)
    key = f"reaction:{event.reaction}:{where}:{who.user_id}"
    post(turn.unit, private, card, key=key, now=turn.now)
