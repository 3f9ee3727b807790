"""Posts what a member asks or shares in their community's channel, once; or says why not."""

from bot.capture.models import Kind
from bot.community.checks import Refused, as_member
from bot.community.models import Channel
from bot.questions.cards import posted_card
from bot.questions.network import Put, channel_for, name_of, put_to_network
from bot.router import Turn

NO_CHANNEL = (
    "Your community has no channel to post in yet."
    " Ask a facilitator to set one up with /commonthread. Nothing was posted."
)
ALREADY = "That was posted before. Look for it in the channel."


def post_for(turn: Turn, kind: Kind, verb: str, text: str, nonce: str) -> tuple[Channel, Put]:
    """Post a member's words where their community reads them, once a nonce. Raises Refused."""
    community = as_member(turn.unit, turn.caller)
    channel = channel_for(turn.unit.session, turn.caller, community.id)
    if channel is None:
        raise Refused(NO_CHANNEL)
    put = put_to_network(
        turn.unit,
        turn.caller,
        channel,
        kind=kind,
        text=text,
        card=posted_card(name_of(turn.caller), verb, text),
        nonce=nonce,
        now=turn.now,
    )
    return channel, put
