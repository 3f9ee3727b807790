"""A card as a person's App Home."""

from adapters.slack.rendering.blocks import blocks
from adapters.slack.rendering.messages import CUT, elements_of
from adapters.slack.rendering.text import Json
from bot.cards import Card, words

VIEW_BLOCKS = 100


def view_blocks(card: Card) -> list[Json]:
    """Return the card's blocks for a view, saying so when the rest doesn't fit."""
    made = [block for element in elements_of(card) for block in blocks(element)]
    if len(made) <= VIEW_BLOCKS:
        return made
    return [*made[: VIEW_BLOCKS - 1], *blocks(words(CUT, quiet=True))]


def render_home(card: Card) -> Json:
    """Return the Home view that shows the card."""
    return {"type": "home", "blocks": view_blocks(card)}
