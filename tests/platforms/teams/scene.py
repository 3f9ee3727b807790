"""Teams as people use it, for the contract of events: signed requests in, what people see out."""

import html
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adapters.teams import TeamsAdapter
from adapters.teams.rendering import pack
from bot.cards import Form, TextField, notice
from bot.events import MessageAction, Reaction
from bot.ports import PostedMessage
from tests.contracts.recording import RecordingReceiver
from tests.contracts.scene import Filled, Lack, Sample, ShownForm
from tests.platforms.teams.activities import (
    ANN,
    BOB,
    BOT,
    CHANNEL,
    Json,
    account,
    activity,
    calling,
    deleted,
    edited,
    event,
    in_channel,
    in_private,
    invoke,
    payload_of,
    reacted,
    said,
)
from tests.platforms.teams.adaptive_cards import every, words_in
from tests.platforms.teams.fake_connector import FakeConnector, Kept
from tests.platforms.teams.places import channel
from tests.platforms.teams.teams_requests import TeamsRequests

REACTIONS = {
    Reaction.LESSON: "1f4a1_electriclightbulb",
    Reaction.CAPTURE: "1f9f5_thread",
    Reaction.ANSWERED: "2705_whiteheavycheckmark",
    Reaction.FORGET: "1f648_seenoevilmonkey",
    None: "like",
}

Sent = Callable[[Json], Awaitable[Json]]


@dataclass
class Open:
    """A form that a person has before them, and how it is sent."""

    card: Json
    send: Sent
    title: str = ""


class TeamsScene:
    """Implements `tests.contracts.scene.Scene`."""

    ann, bob, administrator = ANN, BOB, ANN
    lacks: frozenset[Lack] = frozenset()

    def __init__(
        self,
        adapter: TeamsAdapter,
        receiver: RecordingReceiver,
        connector: FakeConnector,
        door: TeamsRequests,
    ) -> None:
        self.adapter, self.receiver = adapter, receiver
        self.here = channel(connector)
        self._connector, self._door = connector, door
        self._messages: dict[str, Json] = {}
        self._last: Json = {}
        self._status = 0
        self._dialogs: dict[str, Open] = {}

    async def say(
        self, person: str, text: str, *, thread: str | None = None, private: bool = False
    ) -> str:
        made = said(self._door.service_url, text, person, thread=thread or "")
        made |= in_private(person) if private else {}
        self._messages[made["id"]] = made
        await self._tell(made)
        return str(made["id"])

    async def share(self, person: str, text: str, name: str, url: str) -> str:
        words = {"contentType": "text/html", "content": text}
        kind = "application/vnd.microsoft.teams.file.download.info"
        pre_signed = {"downloadUrl": "https://download.example.org/anybody", "fileType": "xlsx"}
        file = {"contentType": kind, "contentUrl": url, "name": name, "content": pre_signed}
        made = said(self._door.service_url, text, person, attachments=[words, file])
        self._messages[made["id"]] = made
        await self._tell(made)
        return str(made["id"])

    async def edit(self, person: str, message: str, text: str) -> None:
        made = edited(self._messages[message], text)
        self._messages[message] |= {"text": html.escape(text, quote=False)}
        await self._tell(made)

    async def delete(self, person: str, message: str) -> None:
        await self._tell(deleted(self._messages.pop(message)))

    async def react(self, person: str, message: str, reaction: Reaction | None) -> None:
        to = self._messages[message]
        await self._tell(reacted(self._door.service_url, to, REACTIONS[reaction], person))

    async def remove_us(self, person: str) -> None:
        await self._tell(self._update(person, "teamMemberRemoved", membersRemoved=[{"id": BOT}]))

    async def add_us(self, person: str) -> None:
        await self._tell(self._update(person, "teamMemberAdded", membersAdded=[{"id": BOT}]))

    async def join(self, person: str) -> None:
        came = {name: value for name, value in account(person).items() if name != "name"}
        await self._tell(self._update(self.ann, "teamMemberAdded", membersAdded=[came]))

    def _update(self, person: str, kind: str, **members: Any) -> Json:
        made = activity(self._door.service_url, "conversationUpdate", person)
        return event(made | in_channel(), kind) | members

    async def hear_ourselves(self, text: str) -> None:
        await self.adapter.post(self.here, notice(text), 0, "ours")
        ours = {"from": {"id": BOT, "name": "Common Thread"}}
        await self._tell(said(self._door.service_url, text) | ours)

    async def hear_another_bot(self, text: str) -> None:
        theirs = {"from": {"id": "28:99999999-0000-4000-8000-000000000000", "name": "Builds"}}
        await self._tell(said(self._door.service_url, text) | theirs)

    async def taken(self) -> bool:
        return self._status == 200

    async def again(self) -> None:
        await self._tell(self._last)

    async def _tell(self, made: Json) -> None:
        self._last = made
        self._status = (await self._door.send(made)).status

    async def command(
        self, person: str, command: str, text: str = "", *, private: bool = False
    ) -> None:
        typed = f"{command} {text}".strip()
        if private:
            await self._door.tell_us(typed, person)
        else:
            await self._door.send(self._command(person, typed))

    def _command(self, person: str, typed: str) -> Json:
        return said(self._door.service_url, "", person) | calling(typed)

    async def act(self, person: str, action: MessageAction, message: str) -> None:
        about = self._messages[message]
        value = self._action(action, about)
        where = {"conversation": about["conversation"]}

        async def send(data: Json) -> Json:
            submitted = value | {"data": data}
            name = "composeExtension/submitAction"
            return await self._door.invoke(name, submitted, person, **where)

        reply = await self._door.invoke("composeExtension/fetchTask", value, person, **where)
        self._show(person, reply, send)

    def _action(self, action: MessageAction, about: Json) -> Json:
        return {
            "commandId": action.value,
            "commandContext": "message",
            "context": {"theme": "default"},
            "messagePayload": payload_of(about),
        }

    async def press(self, person: str, message: PostedMessage, label: str) -> None:
        shown = self._kept(message.conversation, message.message_id)
        pressed = next(one for one in _actions(shown.activity) if one["title"] == label)
        pressed = _behind_the_question(pressed)
        reply_to = {"replyToId": shown.id}

        async def send(data: Json) -> Json:
            return await self._door.invoke("task/submit", {"data": data}, person, **reply_to)

        reply = await self._door.press(pressed, person, **reply_to)
        if pressed["type"] == "Action.Submit":
            self._show(person, reply, send)
        else:
            _take_place(shown, reply)

    def _kept(self, conversation: str, identity: str) -> Kept:
        return next(one for one in self._connector.kept[conversation] if one.id == identity)

    def _show(self, person: str, reply: Json, send: Sent) -> None:
        """Show what a dialog is to show; nothing closes it."""
        self._dialogs.pop(person, None)
        task = reply.get("task", {})
        if task.get("type") == "continue":
            shown = task["value"]
            self._dialogs[person] = Open(shown["card"]["content"], send, shown["title"])

    async def form(self, person: str) -> ShownForm | None:
        shown = self._before(person)
        if shown is None:
            return None
        return ShownForm(f"{shown.title}\n{words_in(shown.card)}", _typed(shown.card))

    def _before(self, person: str) -> Open | None:
        """Return the form in the person's dialog, else the last one in their chat with us."""
        dialog = self._dialogs.get(person)
        if dialog is not None and _inputs(dialog.card):
            return dialog
        for kept in reversed(self._connector.kept[self._connector.chat_with(person)]):
            if _inputs(_card(kept.activity)):
                return Open(_card(kept.activity), self._inline(person, kept))
        return None

    def _inline(self, person: str, kept: Kept) -> Sent:
        async def send(data: Json) -> Json:
            value = {"action": {"type": "Action.Execute", "verb": "send", "data": data}}
            about = in_private(person) | {"replyToId": kept.id}
            reply = await self._door.invoke("adaptiveCard/action", value, person, **about)
            _take_place(kept, reply)
            return {}

        return send

    async def submit(self, person: str, values: Filled) -> None:
        shown = self._before(person)
        assert shown is not None
        typed = {name: _joined(value) for name, value in (_typed(shown.card) | values).items()}
        send = next(one for one in _actions(shown.card) if "ct" in one.get("data", {}))
        reply = await shown.send(send["data"] | typed)
        self._show(person, reply, shown.send)

    async def sees(self, person: str) -> list[str]:
        kept = [*self._connector.kept[CHANNEL]]
        kept += self._connector.kept[self._connector.chat_with(person)]
        seen = [one.words() for one in kept if one.only_for in ("", account(person)["id"])]
        dialog = self._dialogs.get(person)
        return [*seen, words_in(dialog.card)] if dialog else seen

    def samples(self) -> list[Sample]:
        url = self._door.service_url
        root = said(url, "Who pays?")
        reply = said(url, "We do", BOB, thread=root["id"])
        samples = {
            "message": reply,
            "edit": edited(reply, "They do"),
            "deletion": deleted(reply),
            "reaction": reacted(url, reply, REACTIONS[Reaction.LESSON]),
            "added": self._update(ANN, "teamMemberAdded", membersAdded=[{"id": BOT}, account(BOB)]),
            "installed": activity(url, "installationUpdate") | in_private() | {"action": "add"},
            "channel deleted": self._update(ANN, "channelDeleted"),
            "command": self._command(ANN, "ask who pays?"),
            "action": invoke(
                url,
                "composeExtension/fetchTask",
                self._action(MessageAction.SAVE_AS_LESSON, reply),
            ),
            **self._pressed(url),
        }
        return [Sample(name, body, self._send) for name, body in samples.items()]

    def _pressed(self, url: str) -> dict[str, Json]:
        press = {"ct": {"action": "approve", "value": "7", "nonce": "n0"}}
        shown = Form("lesson", "Save as lesson", (TextField("what", "What happened"),))
        ours = {"form": "lesson", "context": "7", "nonce": "n1", "packed": pack(shown)}
        sent = {"ct": ours, "what": "We rang back"}
        execute = {"type": "Action.Execute", "verb": "press", "data": press}
        typed = {"name": "words", "value": "rooms"}
        query = {"commandId": "find", "parameters": [typed], "queryOptions": {"skip": 0}}
        return {
            "button": invoke(url, "adaptiveCard/action", {"action": execute}, replyToId="1"),
            "form": invoke(url, "task/submit", {"data": sent}, replyToId="1"),
            "button as a message": said(url, "") | {"value": press},
            "search": invoke(url, "composeExtension/query", query),
        }

    async def _send(self, body: bytes) -> int:
        return (await self._door.raw(body)).status


def _card(made: Json) -> Json:
    attachments = made.get("attachments") or [{"content": {}}]
    return dict(attachments[0]["content"])


def _actions(made: Json) -> Iterator[Json]:
    return (one for one in every(made) if str(one.get("type")).startswith("Action."))


def _behind_the_question(action: Json) -> Json:
    """Return the action itself, or the one that is shown after it when it asks first."""
    return dict(action["card"]["actions"][0]) if action["type"] == "Action.ShowCard" else action


def _take_place(kept: Kept, reply: Json) -> None:
    """Put the card that an invoke was answered with in the place of the one it came from."""
    if reply.get("type") == "application/vnd.microsoft.card.adaptive":
        content = json.loads(json.dumps(reply["value"]))
        kept.activity["attachments"][0]["content"] = content


def _inputs(card: Json) -> list[Json]:
    return [one for one in every(card) if str(one.get("type")).startswith("Input.")]


def _typed(card: Json) -> dict[str, str | tuple[str, ...]]:
    """Return what stands in the inputs of a card."""
    return {one["id"]: _stands(one) for one in _inputs(card)}


def _stands(element: Json) -> str | tuple[str, ...]:
    value = str(element.get("value", ""))
    if element.get("isMultiSelect"):
        return tuple(one for one in value.split(",") if one)
    return value


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)
