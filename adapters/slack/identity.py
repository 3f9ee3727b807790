"""Who we are in the workspace, as `auth.test` tells once Slack can be reached."""

import asyncio
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.logs import log

AGAIN_AFTER = 30.0
"""Seconds between attempts while Slack can't be reached."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Our workspace and our user in it. `url` ends in a slash."""

    tenant: str
    user_id: str
    url: str


async def ask_identity(client: AsyncWebClient) -> Identity:
    """Return who we are; asks again until Slack answers."""
    while True:
        try:
            answer = await client.auth_test()
            return Identity(
                tenant=str(answer.get("team_id", "")),
                user_id=str(answer.get("user_id", "")),
                url=str(answer.get("url", "")),
            )
        except SlackApiError as error:
            reason = str(error.response.get("error")) if error.response else "no answer"
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = type(error).__name__
        log.warning("Slack does not say who we are (%s); run `commonthread doctor`", reason)
        await asyncio.sleep(AGAIN_AFTER)


def permalink(identity: Identity, conversation: str, ts: str, thread: str | None) -> str:
    """Return a message's address, as Slack's clients form it."""
    address = f"{identity.url}archives/{conversation}/p{ts.replace('.', '')}"
    return f"{address}?thread_ts={thread}&cid={conversation}" if thread else address
