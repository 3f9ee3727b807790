"""What an invoke is answered with: a card in place of another, a dialog, a list. Pure."""

from collections.abc import Sequence

from adapters.teams.rendering import CONTENT_TYPE, Json, one_message
from bot.cards import Result

MESSAGE = "application/vnd.microsoft.activity.message"
PREVIEW = "application/vnd.microsoft.card.thumbnail"
NOTHING_FOUND = "Nothing was found. Try other words."


def card_reply(card: Json) -> Json:
    """Put a card in the place of the one whose button was pressed."""
    return {"statusCode": 200, "type": CONTENT_TYPE, "value": card}


def message_reply(text: str) -> Json:
    """Leave the card, and tell the person who pressed its button."""
    return {"statusCode": 200, "type": MESSAGE, "value": text}


def dialog(title: str, card: Json) -> Json:
    """Open a dialog with a card, or show it in the one that is open."""
    attachment = {"contentType": CONTENT_TYPE, "content": card}
    size = {"height": "large", "width": "medium"}
    return {"task": {"type": "continue", "value": {"title": title, **size, "card": attachment}}}


def dialog_message(text: str) -> Json:
    """Show a sentence in the dialog, which then only closes."""
    return {"task": {"type": "message", "value": text}}


def results(found: Sequence[Result], mark: str) -> Json:
    """List what was found; each is previewed, and its card is what is put into the chat."""
    if not found:
        return search_message(NOTHING_FOUND)
    attachments = [
        {
            "contentType": CONTENT_TYPE,
            "content": one_message(one.card, f"{mark}-{number}").card,
            "preview": {
                "contentType": PREVIEW,
                "content": {"title": one.title, "text": one.summary},
            },
        }
        for number, one in enumerate(found)
    ]
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": attachments,
        }
    }


def search_message(text: str) -> Json:
    """Show a sentence in place of results."""
    return {"composeExtension": {"type": "message", "text": text}}
