"""The page's way in: its files, its JSON and its live updates, under `/workspace/`."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, ValidationError

from adapters.workspace.interactions import Interactions
from adapters.workspace.live import LiveUpdates
from adapters.workspace.model import PRIVATE, Message, Person
from adapters.workspace.reading import Unknown
from adapters.workspace.requests import (
    INTERACTIONS,
    EditRequest,
    LetBotInRequest,
    MoveClockRequest,
    PostRequest,
    ReactRequest,
    Request,
)
from adapters.workspace.state import State
from adapters.workspace.views import Command, View, channel_view, message_view, start_view

STATIC = Path(__file__).parent / "static"

Travel = Callable[[timedelta], Awaitable[None]]
Body = TypeVar("Body", bound=BaseModel)


class Routes:
    """Handlers of the page's requests. What is not there, or not for you, is a 404."""

    def __init__(
        self,
        state: State,
        interactions: Interactions,
        live: LiveUpdates,
        now: Callable[[], datetime],
        travel: Travel,
        commands: Sequence[Command],
        zone: str,
    ) -> None:
        self._state = state
        self._interactions = interactions
        self._live = live
        self._now = now
        self._travel = travel
        self._commands = commands
        self._zone = zone

    def add_to(self, app: web.Application) -> None:
        """Add the routes to the workspace's own application."""
        app.router.add_get("/", _page)
        app.router.add_static("/static", STATIC)
        app.router.add_get("/api/start", self.start)
        app.router.add_get("/api/channels", self.channels)
        app.router.add_post("/api/channels/{channel}/bot", self.let_bot_in)
        app.router.add_get("/api/channels/{channel}/messages", self.messages)
        app.router.add_get("/api/messages/{message}", self.message)
        app.router.add_get("/api/messages/{message}/thread", self.thread)
        app.router.add_post("/api/messages", self.post)
        app.router.add_patch("/api/messages/{message}", self.edit)
        app.router.add_delete("/api/messages/{message}", self.delete)
        app.router.add_post("/api/messages/{message}/reactions", self.react)
        app.router.add_post("/api/interactions", self.interact)
        app.router.add_post("/api/clock", self.move_clock)
        app.router.add_get("/api/live", self._live.stream)

    async def start(self, _: web.Request) -> web.Response:
        """Answer with people, commands, labels and the time."""
        people = self._state.people()
        return web.json_response(start_view(people, self._commands, self._now(), self._zone))

    async def channels(self, request: web.Request) -> web.Response:
        """Answer with the channels as one person sees them."""
        person = self._person(request)
        views = [channel_view(channel, person) for channel in self._state.channels()]
        own = [view for view in views if view["purpose"] not in PRIVATE or view["open"]]
        return web.json_response({"channels": own})

    async def let_bot_in(self, request: web.Request) -> web.Response:
        """Add the bot to a channel, or remove it; for facilitators."""
        body = await _body(request, LetBotInRequest)
        person, channel = self._state.person(body.person), request.match_info["channel"]
        self._open_channel(channel, person)
        if person.role != "facilitator" or self._state.channel(channel).purpose in PRIVATE:
            raise web.HTTPForbidden(text="Only facilitators add and remove Common Thread.")
        self._state.let_bot_in(person.id, channel, self._now(), into=body.on)
        return web.json_response({})

    async def messages(self, request: web.Request) -> web.Response:
        """Answer with a channel's latest messages, or those before a sequence number."""
        person = self._person(request)
        self._open_channel(request.match_info["channel"], person)
        before = request.query.get("before")
        found = self._state.messages(
            request.match_info["channel"], person.id, _number(before) if before else None
        )
        return web.json_response({"messages": self._views(found)})

    async def message(self, request: web.Request) -> web.Response:
        """Answer with one message."""
        found = self._readable(request.match_info["message"], self._person(request))
        return web.json_response({"message": self._views([found])[0]})

    async def thread(self, request: web.Request) -> web.Response:
        """Answer with a thread: its root and its replies."""
        person = self._person(request)
        root = self._readable(request.match_info["message"], person)
        replies = self._state.replies(root.id, person.id)
        return web.json_response({"root": self._views([root])[0], "replies": self._views(replies)})

    async def post(self, request: web.Request) -> web.Response:
        """Post what a person says."""
        body = await _body(request, PostRequest)
        person = self._state.person(body.person)
        self._open_channel(body.channel, person)
        message = self._state.post(person.id, body.channel, body.text, body.thread, self._now())
        return web.json_response({"message": message}, status=201)

    async def edit(self, request: web.Request) -> web.Response:
        """Give one's own message new words."""
        body = await _body(request, EditRequest)
        message = self._readable(request.match_info["message"], self._state.person(body.person))
        if message.author != body.person:
            raise web.HTTPForbidden(text="You can only edit your own messages.")
        self._state.edit(body.person, message.id, body.text, self._now())
        return web.json_response({})

    async def delete(self, request: web.Request) -> web.Response:
        """Remove one's own message, anybody's as a facilitator, or a private answer."""
        body = await _body(request, Request)
        person = self._state.person(body.person)
        message = self._readable(request.match_info["message"], person)
        if message.visible_to == person.id:
            self._state.remove_card(message.id)
        elif message.author == person.id or person.role == "facilitator":
            self._state.delete(person.id, message.id, self._now())
        else:
            raise web.HTTPForbidden(text="You can only delete your own messages.")
        return web.json_response({})

    async def react(self, request: web.Request) -> web.Response:
        """Add a reaction, or take it back."""
        body = await _body(request, ReactRequest)
        message = self._readable(request.match_info["message"], self._state.person(body.person))
        if body.on:
            self._state.react(body.person, message.id, body.name, self._now())
        else:
            self._state.unreact(body.person, message.id, body.name)
        return web.json_response({})

    async def interact(self, request: web.Request) -> web.Response:
        """Hand over a command, an action, a button or a form and answer with what came of it."""
        try:
            body = INTERACTIONS.validate_json(await request.read())
        except ValidationError as error:
            raise web.HTTPBadRequest(text=_words(error)) from None
        return web.json_response(await self._interactions.handle(body))

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock on, and answer once it is there."""
        body = await _body(request, MoveClockRequest)
        await self._travel(timedelta(seconds=body.seconds))
        return web.json_response({"now": self._now().isoformat()})

    def _person(self, request: web.Request) -> Person:
        return self._state.person(request.query.get("person", ""))

    def _open_channel(self, channel: str, person: Person) -> None:
        if not self._state.channel(channel).open_to(person):
            raise Unknown(channel)

    def _readable(self, message_id: str, person: Person) -> Message:
        message = self._state.message(message_id)
        self._open_channel(message.channel, person)
        if not message.shown_to(person.id):
            raise Unknown(message_id)
        return message

    def _views(self, messages: Sequence[Message]) -> list[View]:
        people = {person.id: person for person in self._state.people()}
        return [message_view(message, people) for message in messages]


@web.middleware
async def unknown_is_not_found(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 404 for what is not there, or not for the person who asks."""
    try:
        return await handler(request)
    except Unknown:
        raise web.HTTPNotFound(text="This is not there any more. Reload the page.") from None


async def _page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _body(request: web.Request, shape: type[Body]) -> Body:
    try:
        return shape.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest(text=_words(error)) from None


def _words(error: ValidationError) -> str:
    """Return what is wrong, without the values."""
    wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return "The request can't be used. " + "; ".join(wrong)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise web.HTTPBadRequest(text="`before` is a message's sequence number.")
    return int(text)
