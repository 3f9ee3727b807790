"""Checks of the connection with Teams, for `commonthread doctor`: what is wrong and what to do."""

import asyncio
import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from yarl import URL

from adapters.teams.tokens import CONNECTOR_SCOPE
from adapters.teams.web import Answer, NoAnswer, NotConnected, Web
from bot.ports import Check
from bot.settings import Settings

MOST_SKEW_SECONDS = 60
"""Teams' tokens are refused at 300; a clock this far off is on its way there."""
OVERVIEW = "on the Overview page of the app registration in the Azure portal"
REFUSALS = {
    7000215: (
        "the secret is wrong",
        "Copy the client secret's value (not its id) to MICROSOFT_APP_PASSWORD, or make a new one.",
    ),
    7000222: (
        "the secret has expired",
        "Make a new client secret in the Azure portal and copy its value to"
        " MICROSOFT_APP_PASSWORD.",
    ),
    700016: (
        "the app is not in that tenant",
        f"Compare MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID with the ids {OVERVIEW}.",
    ),
    90002: (
        "there is no such tenant",
        f"Copy the directory (tenant) id {OVERVIEW} to MICROSOFT_APP_TENANT_ID.",
    ),
}
"""What Microsoft's numbers for a refused login mean, and what to do."""


def check_teams(settings: Settings) -> list[Check]:
    """Return the checks of Teams: token, clock, signing keys, tenants and address.

    Asks Microsoft; not to be called on a running loop.
    """
    if settings.teams_without_auth:
        return [Check(True, "Teams: nothing is asked of Microsoft, for development")]
    if not settings.teams_configured:
        return [Check(False, "Teams: not set", "Set the three MICROSOFT_APP_... settings.")]
    return asyncio.run(_look(settings))


async def _look(settings: Settings) -> list[Check]:
    connection = Web()
    try:
        found = [check async for check in _login(connection, settings)]
        return [*found, await _keys(connection, settings), *_ways_in(settings)]
    finally:
        await connection.close()


async def _login(connection: Web, settings: Settings) -> AsyncIterator[Check]:
    url = URL(settings.teams_token_url) / settings.microsoft_app_tenant_id / "oauth2/v2.0/token"
    password = settings.microsoft_app_password
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.microsoft_app_id,
        "client_secret": password.get_secret_value() if password else "",
        "scope": CONNECTOR_SCOPE,
    }
    try:
        answer = await connection.request("POST", url, form=form)
    except (NotConnected, NoAnswer) as error:
        yield _out_of_reach("login", url.host or "", "COMMONTHREAD_TEAMS_LOGIN_URL", error)
        return
    had = answer.ok and bool(answer.body.get("access_token"))
    yield Check(True, "Teams: the app's login works") if had else _refused(answer)
    yield _clock(answer)


def _refused(answer: Answer) -> Check:
    numbers = answer.body.get("error_codes")
    for number in numbers if isinstance(numbers, list) else []:
        if number in REFUSALS:
            why, advice = REFUSALS[number]
            return Check(False, f"Teams: the login is refused: {why}", advice)
    name = answer.body.get("error")
    reason = name if isinstance(name, str) and name.isidentifier() else f"status {answer.status}"
    return Check(
        False,
        f"Teams: the login is refused ({reason})",
        f"Compare the three MICROSOFT_APP_... settings with what is {OVERVIEW}, and look under"
        " Certificates & secrets whether the client secret has expired.",
    )


def _clock(answer: Answer) -> Check:
    try:
        told = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return Check(True, "Teams: clock not compared (Microsoft gave no time)")
    skew = abs(told.timestamp() - time.time())
    if skew <= MOST_SKEW_SECONDS:
        return Check(True, "Teams: clock agrees")
    return Check(
        False,
        f"Teams: this server's clock is {skew:.0f} seconds off",
        "Set the clock by a time server: Teams' requests are refused when it is 5 minutes off.",
    )


async def _keys(connection: Web, settings: Settings) -> Check:
    """Look whether the keys that Teams signs with can be had, as each request needs them."""
    host = urlsplit(settings.teams_keys_url).hostname or ""
    try:
        told = await connection.request("GET", URL(settings.teams_keys_url))
        answer = await connection.request("GET", URL(str(told.body.get("jwks_uri", ""))))
    except (NotConnected, NoAnswer, ValueError) as error:
        return _out_of_reach("signing keys", host, "COMMONTHREAD_TEAMS_KEYS_URL", error)
    if isinstance(answer.body.get("keys"), list) and answer.body["keys"]:
        return Check(True, "Teams: the keys that its requests are signed with are there")
    return Check(
        False,
        f"Teams: there are no signing keys at {host}",
        "Take COMMONTHREAD_TEAMS_KEYS_URL out, unless you know that you need it.",
    )


def _out_of_reach(what: str, host: str, setting: str, error: Exception) -> Check:
    return Check(
        False,
        f"Teams: the {what} can't be reached ({type(error).__name__})",
        f"Check that this server may open https connections to {host}, and {setting} if it is set.",
    )


def _ways_in(settings: Settings) -> list[Check]:
    tenants = ", ".join(settings.teams_tenant_ids)
    return [
        Check(True, f"Teams: takes requests from the tenant {tenants} and no other"),
        Check(
            True,
            "Teams: takes requests at /api/messages; Azure must have"
            " https://YOUR-ADDRESS/api/messages as the bot's messaging endpoint",
        ),
    ]
