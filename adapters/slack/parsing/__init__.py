"""What Slack sends, as the application's events. Pure: nothing here calls Slack."""

from adapters.payloads import NotUnderstood, Payload
from adapters.slack.parsing.facts import parse_fact
from adapters.slack.parsing.interactions import (
    input_fields,
    parse_button,
    parse_command,
    parse_shortcut,
    parse_submission,
)
from adapters.slack.parsing.origin import Origin
from adapters.slack.parsing.payload import Directory

__all__ = [
    "Directory",
    "NotUnderstood",
    "Origin",
    "Payload",
    "input_fields",
    "parse_button",
    "parse_command",
    "parse_fact",
    "parse_shortcut",
    "parse_submission",
]
