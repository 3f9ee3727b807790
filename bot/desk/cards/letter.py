"""Writing to a quiet hub: the form, and the message as the hub's people read it."""

from bot.cards import Card, Form, TextField, words
from bot.words import count

FORM = "desk_write"
TEXT = "text"
LONGEST = 2000
KIND = (
    "Hello. I have not seen {hub} in {community} for a while, and would like to know how you are"
    " getting on. Is there something you would like to ask the other hubs, or something that went"
    " well? If this is not a good time, that is fine too."
)


def letter_form(community: str, hub: str, people: int, context: str) -> Form:
    """Return the form with a kind message to change; `context` is carried along."""
    return Form(
        form=FORM,
        title="Write to a hub",
        submit="Send",
        context=context,
        intro=(
            words(
                f"This goes to {count(people, 'member')} of {hub} in {community}, in private and in"
                " your name."
            ),
        ),
        fields=(
            TextField(
                TEXT,
                "Your message",
                hint="Change it as you like. It is sent once, when you press Send.",
                value=KIND.format(hub=hub, community=community),
                multiline=True,
                max_length=LONGEST,
            ),
        ),
    )


def letter_card(writer: str, community: str, hub: str, text: str) -> Card:
    """Return the message, said to be a facilitator's own words."""
    name = writer or "A facilitator"
    source = (
        f"{name} facilitates {community} and wrote this to you and the others of {hub}. Please"
        " reply to them yourself: I do not pass replies on."
    )
    return Card(
        text=f"A message from {name}, who facilitates {community}: {text}",
        title=f"A message from {name}",
        elements=(words(text), words(source, quiet=True)),
    )
