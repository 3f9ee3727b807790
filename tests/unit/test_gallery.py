"""The gallery shows every card and form of ours, and each can be shown on every platform."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction
from typing import Any, get_type_hints

import pytest

import bot
from adapters.slack import rendering as slack
from adapters.teams import rendering as teams
from bot.cards import Card, Form
from tests.gallery import PICTURES, Example
from tests.platforms.teams.adaptive_cards import check_card

EXAMPLES = [
    pytest.param(example, id=f"{picture.name}-{number}")
    for picture in PICTURES
    for number, example in enumerate(picture.examples)
]


def makers() -> Iterator[Callable[..., Any]]:
    """Return every public function of ours that makes a card or a form."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if "cards" in module.name.split(".") or module.name.endswith((".forms", ".announcing")):
            loaded = importlib.import_module(module.name)
            for name, function in getmembers(loaded, isfunction):
                ours = function.__module__ == loaded.__name__ and not name.startswith("_")
                if ours and get_type_hints(function).get("return") in (Card, Form):
                    yield function


def test_each_picture_has_a_file_of_its_own() -> None:
    names = [picture.name for picture in PICTURES]
    assert len(set(names)) == len(names)


def test_every_card_and_form_is_in_the_gallery() -> None:
    shown = {example.made_by for picture in PICTURES for example in picture.examples}
    missing = {f"{one.__module__}.{one.__name__}" for one in makers() if one not in shown}
    assert missing - {"bot.cards.from_json"} == set()


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_can_be_shown_on_slack(example: Example) -> None:
    shown = example.on("slack")
    assert slack.render_form(shown, "") if isinstance(shown, Form) else slack.render(shown)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_can_be_shown_in_teams(example: Example) -> None:
    shown = example.on("teams")
    if isinstance(shown, Form):
        check_card(teams.render_form(shown, "nonce"))
    else:
        for message in teams.render(shown, "mark"):
            check_card(message.card)
