"""What an author sees of the wish to quote them. Only they see it."""

from collections.abc import Sequence

from bot.cards import Actions, Button, Card, Element, Heading, Quote, words

YES, NO = "quote_yes", "quote_no"
ASKED = "May these words of yours go to the department, without your name or hub?"
WHY = (
    "They would stand below a theme in the summary that the department reads. Nothing is quoted"
    " unless you say yes, and nobody is told what you say."
)
AGREED = "Thank you. These words may go to the department, without your name or hub."
UNTIL_SENT = "You can take this back with the button below until they are sent."
REFUSED = "These words will not go to the department. Nobody is told."
GONE = "There is nothing to decide here any more: the message was changed or deleted."
SENT = (
    "These words were already sent to the department, without your name or hub. Ask a facilitator"
    " if you want them taken out of the summary."
)


def agreed_part(agreed: Sequence[tuple[int, str]]) -> tuple[Element, ...]:
    """Return, for a person's own page, the words they agreed to, each with its way back."""
    if not agreed:
        return ()
    each = (
        (Quote(text), Actions((Button("Take it back", NO, str(number)),)))
        for number, text in agreed
    )
    return Heading("Words that may go to the department"), *(one for two in each for one in two)


def ask_card(contribution_id: int, text: str) -> Card:
    """Ask the author of a message whether its words may be quoted."""
    value = str(contribution_id)
    return Card(
        text=ASKED,
        elements=(
            words(ASKED, strong=True),
            Quote(text),
            words(WHY, quiet=True),
            Actions(
                (
                    Button("Yes, without my name", YES, value, style="primary"),
                    Button("No", NO, value),
                )
            ),
        ),
    )


def answered_card(contribution_id: int, text: str, agreed: bool) -> Card:
    """Say what the author decided; they may change it until the words are sent."""
    value = str(contribution_id)
    said, after = (AGREED, UNTIL_SENT) if agreed else (REFUSED, "")
    button = (
        Button("Take it back", NO, value) if agreed else Button("Allow it after all", YES, value)
    )
    return Card(
        text=said,
        elements=(
            words(said, strong=True),
            Quote(text),
            *((words(after, quiet=True),) if after else ()),
            Actions((button,)),
        ),
    )
