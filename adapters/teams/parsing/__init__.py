"""What Teams sends, as the application's events. Pure: nothing here calls Teams."""

from adapters.payloads import NotUnderstood, Payload, maybe, part
from adapters.teams.parsing.commands import parse_command
from adapters.teams.parsing.facts import from_a_bot, parse_facts
from adapters.teams.parsing.interactions import (
    is_form,
    ours_of,
    parse_action,
    parse_button,
    parse_form,
    parse_search,
)
from adapters.teams.parsing.origin import Origin, Surface
from adapters.teams.parsing.payload import PLATFORM, digest

__all__ = [
    "PLATFORM",
    "NotUnderstood",
    "Origin",
    "Payload",
    "Surface",
    "digest",
    "from_a_bot",
    "is_form",
    "maybe",
    "ours_of",
    "parse_action",
    "parse_button",
    "parse_command",
    "parse_facts",
    "parse_form",
    "parse_search",
    "part",
]
