"""Checks of the connection with Slack, for `commonthread doctor`: what is wrong and what to do."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.slack_response import SlackResponse

from adapters.slack.errors import slack_code
from adapters.slack.logs import library_logger
from adapters.slack.manifest import APP_SCOPE, SCOPES
from bot.ports import Check
from bot.settings import Settings

TIMEOUT_SECONDS = 10
MOST_SKEW_SECONDS = 60
"""Slack's signatures are refused at 300; a clock this far off is on its way there."""


def check_slack(settings: Settings) -> list[Check]:
    """Return the checks of Slack: token, scopes, clock and Socket Mode. Asks Slack."""
    if settings.slack_bot_token is None:
        return [Check(False, "Slack: no bot token", "Set SLACK_BOT_TOKEN.")]
    client = _client(settings, settings.slack_bot_token.get_secret_value())
    return [*_bot(client), *_ways_in(settings)]


def _client(settings: Settings, token: str) -> WebClient:
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT_SECONDS,
        logger=library_logger(),
        retry_handlers=[],
    )


def _bot(client: WebClient) -> Iterator[Check]:
    try:
        answer = client.auth_test()
    except (SlackApiError, OSError) as error:
        yield _unanswered(error)
        return
    yield Check(True, f"Slack: connected to the workspace {answer.get('team', '')}".rstrip())
    yield _scopes(answer)
    yield _clock(answer)


def _unanswered(error: SlackApiError | OSError) -> Check:
    code = slack_code(error) if isinstance(error, SlackApiError) else ""
    if code:
        return Check(
            False,
            f"Slack refuses the bot token ({code})",
            "Copy the bot token (xoxb-...) from the app's page, under OAuth & Permissions,"
            " to SLACK_BOT_TOKEN.",
        )
    return Check(
        False,
        f"Slack can't be reached ({type(error).__name__})",
        "Check that this server may open https connections to slack.com,"
        " and SLACK_API_URL if it is set.",
    )


def _scopes(answer: SlackResponse) -> Check:
    granted = {scope.strip() for scope in _header(answer, "x-oauth-scopes").split(",")}
    missing = sorted(set(SCOPES) - granted)
    if not missing:
        return Check(True, "Slack: all scopes granted")
    reasons = "; ".join(f"{scope} to {SCOPES[scope]}" for scope in missing)
    return Check(
        False,
        f"Slack: scopes missing ({', '.join(missing)})",
        f"Add them on the app's page, under OAuth & Permissions, and install it again: {reasons}.",
    )


def _clock(answer: SlackResponse) -> Check:
    date = _header(answer, "date")
    if not date:
        return Check(True, "Slack: clock not compared (Slack gave no time)")
    skew = abs(parsedate_to_datetime(date).timestamp() - time.time())
    if skew <= MOST_SKEW_SECONDS:
        return Check(True, "Slack: clock agrees")
    return Check(
        False,
        f"Slack: this server's clock is {skew:.0f} seconds off",
        "Set the clock by a time server: Slack's requests are refused when it is 5 minutes off.",
    )


def _ways_in(settings: Settings) -> Iterator[Check]:
    if settings.slack_signing_secret is not None:
        yield Check(True, "Slack: takes events over HTTP")
    if settings.slack_app_token is not None:
        yield _socket_mode(_client(settings, settings.slack_app_token.get_secret_value()))
    if settings.slack_signing_secret is None and settings.slack_app_token is None:
        yield Check(
            False,
            "Slack: no way in for events",
            "Set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode).",
        )


def _socket_mode(client: WebClient) -> Check:
    try:
        client.apps_connections_open(app_token=str(client.token))
    except (SlackApiError, OSError) as error:
        reason = slack_code(error) if isinstance(error, SlackApiError) else type(error).__name__
        return Check(
            False,
            f"Slack: Socket Mode refused ({reason})",
            f"Make an app-level token (xapp-...) with the scope {APP_SCOPE} on the app's page,"
            " set SLACK_APP_TOKEN to it, and enable Socket Mode there.",
        )
    return Check(True, "Slack: takes events by Socket Mode")


def _header(answer: SlackResponse, name: str) -> str:
    headers = {key.lower(): value for key, value in answer.headers.items()}
    value = headers.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
