"""What is said when the server is ready: for whom, and how safely."""

from typing import Any

import pytest

from bot.commands.serve import words_when_ready
from bot.settings import Settings

SLACK = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}
TEAMS = {
    "microsoft_app_id": "app",
    "microsoft_app_password": "secret",
    "microsoft_app_tenant_id": "tenant",
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SLACK, "Common Thread is running at HERE for Slack."),
        (TEAMS, "Common Thread is running at HERE for Microsoft Teams."),
        (SLACK | TEAMS, "Common Thread is running at HERE for Slack and Microsoft Teams."),
        (
            {"teams_without_auth": True},
            "Common Thread is running at HERE for Microsoft Teams."
            " Teams requests are taken without tokens: for development only.",
        ),
    ],
)
def test_says_what_it_serves(given: dict[str, Any], said: str) -> None:
    assert words_when_ready(Settings(_env_file=None, **given)).format("HERE") == said
