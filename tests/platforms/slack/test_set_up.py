"""What an administrator sees: the app manifest and the doctor's checks."""

import asyncio
import time
from dataclasses import dataclass
from email.utils import formatdate

import pytest

from adapters.slack import check_slack, slack_manifest
from adapters.slack.manifest import SCOPES
from bot.ports import Check
from bot.settings import Settings
from tests.platforms.slack.fake_api import APP_TOKEN, TOKEN, FakeSlack


@dataclass(frozen=True)
class Command:
    name: str
    description: str
    usage: str = ""


COMMANDS = [Command("ask", "Ask the network", "your question"), Command("themes", "See the themes")]


def settings_for(slack_api_url: str, **changes: str) -> Settings:
    return Settings(_env_file=None, slack_api_url=slack_api_url, **changes)


def test_the_manifest_over_http() -> None:
    settings = settings_for("https://slack.com/api/", command_prefix="ct-")
    manifest = slack_manifest(settings, "https://thread.example.org/", COMMANDS)
    url = "https://thread.example.org/slack/events"
    assert manifest["features"]["slash_commands"] == [
        {
            "command": "/ct-ask",
            "description": "Ask the network",
            "should_escape": True,
            "url": url,
            "usage_hint": "your question",
        },
        {
            "command": "/ct-themes",
            "description": "See the themes",
            "should_escape": True,
            "url": url,
        },
    ]
    assert [shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]] == [
        "save_as_lesson",
        "capture_as_question",
        "capture_as_challenge",
        "this_answers_it",
        "dont_keep_this",
    ]
    assert all(len(shortcut["name"]) <= 24 for shortcut in manifest["features"]["shortcuts"])
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["interactivity"] == {"is_enabled": True, "request_url": url}
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)


def test_the_manifest_for_socket_mode_has_no_addresses() -> None:
    settings = settings_for("https://slack.com/api/")
    manifest = slack_manifest(settings, "", COMMANDS)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(manifest)


async def checked(slack_api_url: str, **changes: str) -> list[Check]:
    settings = settings_for(slack_api_url, slack_bot_token=TOKEN, **changes)
    return await asyncio.to_thread(check_slack, settings)


async def test_all_well(slack: FakeSlack) -> None:
    checks = await checked(slack.url, slack_signing_secret="s", slack_app_token=APP_TOKEN)
    assert [check for check in checks if not check.ok] == []
    assert len(checks) == 5


async def test_a_wrong_token(slack: FakeSlack) -> None:
    slack.faults["auth.test"].append("invalid_auth")
    failed, way_in = await checked(slack.url)
    assert not failed.ok
    assert "invalid_auth" in failed.what
    assert "SLACK_BOT_TOKEN" in failed.advice
    assert "SLACK_SIGNING_SECRET" in way_in.advice


async def test_a_missing_scope(slack: FakeSlack) -> None:
    slack.scopes = ",".join(set(SCOPES) - {"files:write"})
    failed = [check for check in await checked(slack.url, slack_signing_secret="s") if not check.ok]
    assert len(failed) == 1
    assert failed[0].what == "Slack: scopes missing (files:write)"
    assert "post charts as pictures" in failed[0].advice


async def test_a_clock_that_is_off(slack: FakeSlack) -> None:
    slack.date = formatdate(time.time() - 200, usegmt=True)
    failed = [check for check in await checked(slack.url, slack_signing_secret="s") if not check.ok]
    assert len(failed) == 1
    assert "clock is" in failed[0].what


async def test_socket_mode_refused(slack: FakeSlack) -> None:
    slack.faults["apps.connections.open"].append("not_allowed_token_type")
    failed = [check for check in await checked(slack.url, slack_app_token="xapp-1") if not check.ok]
    assert "connections:write" in failed[0].advice


async def test_slack_out_of_reach() -> None:
    failed, _ = await checked("http://127.0.0.1:9/api/", slack_signing_secret="s")
    assert "can't be reached" in failed.what


@pytest.mark.parametrize("secret", [TOKEN, "s3cret", APP_TOKEN])
async def test_no_secret_is_ever_shown(slack: FakeSlack, secret: str) -> None:
    slack.faults["auth.test"].append("invalid_auth")
    checks = await checked(slack.url, slack_signing_secret="s3cret", slack_app_token=APP_TOKEN)
    assert secret not in str(checks)
