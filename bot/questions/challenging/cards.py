"""What people see when they share a challenge. Pure."""

from bot.cards import Form, TextField
from bot.words import BAND_LEAST, count

LONGEST_CHALLENGE = 3000


def challenge_form(nonce: str, value: str = "") -> Form:
    """Ask for the challenge."""
    field = TextField(
        name="challenge",
        label="What is the challenge?",
        hint="It is posted to your network under your name.",
        value=value,
        multiline=True,
        max_length=LONGEST_CHALLENGE,
    )
    return Form(
        form="challenge",
        title="Share a challenge",
        fields=(field,),
        submit="Share it",
        context=nonce,
    )


def challenge_words(channel: str, kept: bool, others: int) -> str:
    """Say what happened to a challenge, and how many other hubs raised it."""
    first = f"Your challenge is being posted in {channel}."
    if not kept:
        first += " I do not keep it, because capture is switched off for you or your hub."
    return f"{first} {raised_words(others)}"


def raised_words(others: int) -> str:
    """Say how many other hubs raised the same; of one or two, not which nor how many."""
    if not others:
        return "I know of no other hub that has raised this yet."
    if others < BAND_LEAST:
        return "A few others have raised something like this."
    return f"{count(others, 'other hub')} have raised something like this."
