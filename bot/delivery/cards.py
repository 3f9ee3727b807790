"""What facilitators are told of what was not posted. Pure."""

from bot.cards import Card, words
from bot.delivery.audiences import Reason

_WHY = {
    Reason.NOT_OURS: "It is not set up as a channel of your community any more.",
    Reason.CENTRAL: "It is now a channel of the department, and the post was for members.",
    Reason.SHARED: "It is shared with another organisation, and the post was for members only.",
    Reason.NOT_FACILITATORS: "It is no longer a channel for facilitators, and the post was.",
}
_WHAT_NOW = {
    Reason.NOT_OURS: "Type /commonthread in the channel to set it up again, or leave it as it is.",
    Reason.CENTRAL: (
        "If that is wrong, type /commonthread in the channel and choose what it is for."
        " If it is right, do nothing: members' posts go to your other channels."
    ),
    Reason.SHARED: (
        "Use a channel that only your own organisation is in, and set it up with /commonthread."
        " People of other organisations can be invited to it one by one, as guests."
    ),
    Reason.NOT_FACILITATORS: (
        "Set up a channel for facilitators with /commonthread. What waits for you is on your desk."
    ),
}


def kept_back_card(channel: str, reason: Reason) -> Card:
    """Return what facilitators are told, once a week for a channel, when a post is kept back."""
    where = f"in #{channel}" if channel else "in a channel"
    first = f"I did not post something {where}. {_WHY[reason]}"
    return Card(
        text=first,
        title="Something was not posted",
        elements=(
            words(first),
            words("Other posts like it will not go there either. I tell you once a week."),
            words(_WHAT_NOW[reason]),
        ),
    )
