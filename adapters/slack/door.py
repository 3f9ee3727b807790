"""The HTTP way in: lets only Slack in, and answers a stranger's every attempt with a 4xx."""

import asyncio
import json
import time
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from adapters.slack.logs import log
from adapters.slack.parsing import Payload
from adapters.slack.signature import Refused, check

PATH = "/slack/events"
MOST_BYTES = 1024 * 1024
BODY_WITHIN = 10.0
"""Seconds in which the whole body must have come."""


class Unreadable(Exception):
    """The body is not what Slack sends."""


class Door:
    """Handles POST /slack/events."""

    def __init__(self, app: AsyncApp, secret: str) -> None:
        self._app = app
        self._secret = secret

    async def enter(self, request: web.Request) -> web.Response:
        """Check the request and hand it to Bolt."""
        try:
            body = await _read(request)
            check(request.headers, body, self._secret, time.time())
            asked = _as_bolt_has_it(_parse(body, request.content_type))
        except Refused as reason:
            log.info("A request to %s was refused: %s", PATH, reason)
            return web.Response(status=401, text="This request is not signed by Slack.")
        except Unreadable:
            return web.Response(status=400, text="This request can't be read.")
        return await self._dispatch(asked)

    async def _dispatch(self, asked: AsyncBoltRequest) -> web.Response:
        response = await self._app.async_dispatch(asked)
        kind = "application/json" if response.body.startswith("{") else "text/plain"
        return web.Response(status=response.status, text=response.body, content_type=kind)


async def _read(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(BODY_WITHIN):
            return await request.clone(client_max_size=MOST_BYTES).read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.RequestPayloadError as error:
        raise Unreadable from error


def _parse(body: bytes, content_type: str) -> Payload:
    """Return the object in the body: JSON, or a form with or without JSON in its `payload`."""
    try:
        text = body.decode()
        if content_type == "application/json" or text.startswith("{"):
            payload = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(payload, dict) or not _well_formed(payload):
        raise Unreadable
    return payload


def _as_bolt_has_it(payload: Payload) -> AsyncBoltRequest:
    try:
        # The way of Socket Mode takes a body that is parsed: Bolt's own reading of a form loses
        # a command whose text has the word "payload" in it.
        return AsyncBoltRequest(body=payload, mode="socket_mode")
    except (AttributeError, KeyError, TypeError) as error:
        # Bolt looks for ids throughout the payload, and takes for granted what it finds on the way.
        raise Unreadable from error


def _well_formed(payload: Payload) -> bool:
    """Say whether the parts that Bolt looks into before any of ours are what they should be."""
    event, view = payload.get("event", {}), payload.get("view") or {}
    lists = [payload.get(name) or [] for name in ("authorizations", "actions")]
    if not (isinstance(event, dict) and isinstance(view, dict)):
        return False
    if not all(isinstance(each, list) and _objects_only(each) for each in lists):
        return False
    words = [payload.get("type"), event.get("type"), event.get("subtype"), view.get("callback_id")]
    words += [each.get(name, "") for each in lists[1] for name in ("type", "action_id", "block_id")]
    return all(one is None or isinstance(one, str) for one in words) and _has_its_parts(payload)


def _objects_only(found: list[object]) -> bool:
    return all(isinstance(each, dict) for each in found)


def _has_its_parts(payload: Payload) -> bool:
    """Say whether an interaction has what Bolt takes for granted in one of its type."""
    match payload.get("type"):
        case "block_actions":
            actions: list[Payload] = payload.get("actions") or []
            return bool(actions) and all({"action_id", "type"} <= one.keys() for one in actions)
        case "view_submission" | "view_closed":
            return {"type", "callback_id"} <= (payload.get("view") or {}).keys()
    return True
