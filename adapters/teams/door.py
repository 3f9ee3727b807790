"""The way in: lets only Teams in, and answers a stranger's every attempt with a 4xx."""

import asyncio
import json
import logging
import traceback

from aiohttp import web

from adapters.teams.parsing import NotUnderstood, Payload
from adapters.teams.trust import Gate, NoKeys, Refused
from adapters.teams.turns import Turns
from bot.ports import NotStored

log = logging.getLogger(__name__)
PATH = "/api/messages"
MOST_BYTES = 1024 * 1024
BODY_WITHIN = 10.0
"""Seconds in which the whole body must have come."""
REFUSED = {401: "This request is not signed by Teams for us.", 403: "This is not served here."}


class Unreadable(Exception):
    """The body is not what Teams sends."""


class Door:
    """Handles POST /api/messages."""

    def __init__(self, gate: Gate, turns: Turns) -> None:
        self._gate = gate
        self._turns = turns

    async def enter(self, request: web.Request) -> web.Response:
        """Check the request and run its turn; what can't be done now, Teams is to send again."""
        try:
            return await self._enter(request)
        except Refused as reason:
            log.info("A request to %s was refused: %s", PATH, reason)
            return web.Response(status=reason.status, text=REFUSED[reason.status])
        except (Unreadable, NotUnderstood) as reason:
            log.info("A request to %s was not understood: %s", PATH, reason)
            return web.Response(status=400, text="This request can't be read.")
        except (NoKeys, NotStored) as reason:
            log.warning("A request to %s has to be sent again: %s", PATH, type(reason).__name__)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - the last stop before Teams: logged, sent again
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("An activity failed: %s\n%s", type(error).__name__, places)
        return web.Response(status=503, text="This can't be done now. Please send it again.")

    async def _enter(self, request: web.Request) -> web.Response:
        vouched = await self._gate.check_request(request)
        activity = _parse(await _read(request), request.content_type)
        self._gate.check_activity(vouched, activity)
        reply = await self._turns.run(activity)
        if reply is None or reply.body is None:
            return web.Response(status=reply.status if reply else 200)
        return web.json_response(reply.body, status=reply.status)


async def _read(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(BODY_WITHIN):
            return await request.clone(client_max_size=MOST_BYTES).read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.RequestPayloadError as error:
        raise Unreadable("its body is broken") from error


def _parse(body: bytes, content_type: str) -> Payload:
    """Return the activity: an object, with strings where the way of it is decided."""
    if content_type != "application/json":
        raise Unreadable("it is not JSON")
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("it is not JSON") from None
    if not isinstance(activity, dict):
        raise Unreadable("it is not an object")
    if not all(isinstance(activity.get(name, ""), str) for name in ("type", "name")):
        raise Unreadable("its type is not a word")
    return activity
