"""Slack as people use it, for the contract of events: signed requests in, the fake Slack to see."""

import html
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from adapters.slack import SlackAdapter
from adapters.slack.signature import sign
from bot.cards import notice
from bot.events import MessageAction, Reaction
from bot.ports import Destination, PostedMessage
from tests.contracts.recording import RecordingReceiver
from tests.contracts.scene import Filled, Lack, Sample, ShownForm
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import BOT_USER, CHANNEL, TEAM, FakeSlack
from tests.platforms.slack.slack_requests import (
    APP_ID,
    SECRET,
    Json,
    SlackRequests,
    envelope,
    headers_for,
)

FORM = "application/x-www-form-urlencoded"
REACTIONS = {
    Reaction.LESSON: "bulb",
    Reaction.CAPTURE: "thread::skin-tone-2",
    Reaction.ANSWERED: "white_check_mark",
    Reaction.FORGET: "see_no_evil",
    None: "thumbsup",
}


@dataclass
class Modal:
    """A view as a person has it open: Slack's client keeps what is typed while it is mended."""

    view: Json
    typed: dict[str, str | tuple[str, ...]]
    errors: dict[str, str] = field(default_factory=dict)


class SlackScene:
    """Implements `tests.contracts.scene.Scene`."""

    here = Destination(platform="slack", tenant=TEAM, conversation=CHANNEL)
    ann, bob, administrator = "U01ANN", "U02BOB", "U01ANN"
    lacks: frozenset[Lack] = frozenset()

    def __init__(
        self,
        adapter: SlackAdapter,
        receiver: RecordingReceiver,
        slack: FakeSlack,
        door: SlackRequests,
    ) -> None:
        self.adapter, self.receiver = adapter, receiver
        self._slack, self._door = slack, door
        self._numbers = itertools.count(100)
        self._messages: dict[str, Json] = {}
        self._last, self._status = "", 0
        self._triggers: dict[str, str] = {}
        self._modals: dict[str, Modal] = {}
        self._views_seen = 0

    async def say(
        self, person: str, text: str, *, thread: str | None = None, private: bool = False
    ) -> str:
        return await self._say(person, text, thread=thread, private=private)

    async def share(self, person: str, text: str, name: str, url: str) -> str:
        hosted = {"id": "F1", "mode": "hosted", "name": "x", "title": name, "permalink": url}
        gone = {"id": "F2", "mode": "tombstone"}
        return await self._say(person, text, subtype="file_share", files=[hosted, gone])

    async def _say(
        self,
        person: str,
        text: str,
        *,
        thread: str | None = None,
        private: bool = False,
        **more: Any,
    ) -> str:
        ts = self._ts()
        said = {
            "type": "message",
            "channel": f"D{person}" if private else CHANNEL,
            "channel_type": "im" if private else "channel",
            "user": person,
            "text": html.escape(text, quote=False),
            "ts": ts,
            "event_ts": ts,
            "team": TEAM,
            **({"thread_ts": thread, "parent_user_id": self.ann} if thread else {}),
            **more,
        }
        self._messages[ts] = said
        await self._tell(said)
        return ts

    async def edit(self, person: str, message: str, text: str) -> None:
        old = _bare(self._messages[message])
        edited = {"user": person, "ts": self._ts()}
        new = old | {"text": html.escape(text, quote=False), "edited": edited}
        self._messages[message]["text"] = new["text"]
        await self._change("message_changed", {"message": new, "previous_message": old})

    async def delete(self, person: str, message: str) -> None:
        old = _bare(self._messages.pop(message))
        await self._change("message_deleted", {"deleted_ts": message, "previous_message": old})

    async def _change(self, subtype: str, parts: Json) -> None:
        ts = self._ts()
        base = {"type": "message", "subtype": subtype, "channel": CHANNEL, "hidden": True}
        await self._tell(base | parts | {"ts": ts, "event_ts": ts})

    async def react(self, person: str, message: str, reaction: Reaction | None) -> None:
        item = {"type": "message", "channel": CHANNEL, "ts": message}
        author = self._messages[message]["user"]
        event = {"type": "reaction_added", "user": person, "item": item, "item_user": author}
        await self._tell(event | {"reaction": REACTIONS[reaction]})

    async def remove_us(self, person: str) -> None:
        await self._tell({"type": "channel_left", "channel": CHANNEL, "actor_id": person})

    async def add_us(self, person: str) -> None:
        await self._joined({"user": BOT_USER, "inviter": person})

    async def join(self, person: str) -> None:
        await self._joined({"user": person})

    async def _joined(self, who: Json) -> None:
        base = {"type": "member_joined_channel", "channel": CHANNEL, "channel_type": "C"}
        await self._tell(base | {"team": TEAM} | who)

    async def hear_ourselves(self, text: str) -> None:
        posted = await self.adapter.post(self.here, notice(text), 0, "ours")
        ours = {"user": BOT_USER, "bot_id": "B0", "app_id": APP_ID, "ts": posted.message_id}
        await self._tell({"type": "message", "channel": CHANNEL, "text": text, **ours})

    async def hear_another_bot(self, text: str) -> None:
        theirs = {"subtype": "bot_message", "bot_id": "B9", "username": "Builds", "ts": self._ts()}
        await self._tell({"type": "message", "channel": CHANNEL, "text": text, **theirs})

    async def taken(self) -> bool:
        return self._status == 200

    async def again(self) -> None:
        retried = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
        headers = headers_for(self._last, "application/json") | retried
        self._status = (await self._door.raw(self._last, headers)).status

    async def _tell(self, event: Json) -> None:
        self._last = json.dumps(envelope({"event_ts": self._ts(), **event}))
        headers = headers_for(self._last, "application/json")
        self._status = (await self._door.raw(self._last, headers)).status

    async def command(
        self, person: str, command: str, text: str = "", *, private: bool = False
    ) -> None:
        await self._door.form(self._command(person, command, text, private))

    def _command(self, person: str, command: str, text: str, private: bool) -> Json:
        channel = f"D{person}" if private else CHANNEL
        return {
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": "directmessage" if private else "general",
            "user_id": person,
            "user_name": "somebody",
            "command": f"/{command}",
            "text": html.escape(text, quote=False),
            "api_app_id": APP_ID,
            "response_url": self._slack.new_response_url(channel, user=person),
            "trigger_id": self._trigger(person),
        }

    async def act(self, person: str, action: MessageAction, message: str) -> None:
        await self._interact(self._shortcut(person, action, message))

    def _shortcut(self, person: str, action: MessageAction, message: str) -> Json:
        return self._by(person) | {
            "type": "message_action",
            "callback_id": action.value,
            "channel": {"id": CHANNEL, "name": "general"},
            "message": self._messages[message],
            "message_ts": message,
            "response_url": self._slack.new_response_url(user=person),
        }

    async def press(self, person: str, message: PostedMessage, label: str) -> None:
        shown = self._slack._find({"channel": message.conversation, "ts": message.message_id})
        pressed = next(
            one
            for block in shown["blocks"]
            for one in block.get("elements", ())
            if block["type"] == "actions" and one["text"]["text"] == label
        )
        await self._interact(self._button(person, shown, pressed))

    def _button(self, person: str, shown: Json, pressed: Json) -> Json:
        action = {name: pressed[name] for name in ("type", "action_id", "value")}
        return self._by(person) | {
            "type": "block_actions",
            "container": {"type": "message", "message_ts": shown["ts"], "channel_id": CHANNEL},
            "channel": {"id": CHANNEL, "name": "general"},
            "message": shown,
            "response_url": self._slack.new_response_url(replaces=shown["ts"], user=person),
            "actions": [action | {"block_id": "b", "action_ts": self._ts()}],
        }

    async def form(self, person: str) -> ShownForm | None:
        self._look_for_views()
        modal = self._modals.get(person)
        if modal is None:
            return None
        said = [words_in(modal.view["title"]), words_in(modal.view["submit"])]
        said += [words_in(block) for block in modal.view["blocks"] if block["type"] != "input"]
        for block in _inputs(modal.view):
            options = block["element"].get("options", [])
            said += [words_in(block["label"]), words_in(block.get("hint"))]
            said += [words_in(option["text"]) for option in options]
        return ShownForm("\n".join([*said, *modal.errors.values()]), dict(modal.typed))

    def _look_for_views(self) -> None:
        opened = [(name, given) for name, given in self._slack.calls if name == "views.open"]
        for _, given in opened[self._views_seen :]:
            person = self._triggers[given["trigger_id"]]
            self._modals[person] = Modal(given["view"], _initial(given["view"]))
        self._views_seen = len(opened)

    async def submit(self, person: str, values: Filled) -> None:
        modal = self._modals.pop(person)
        modal.typed |= values
        answer = await self._interact(self._submission(person, modal))
        if answer.get("response_action") == "errors":
            modal.errors = answer["errors"]
            self._modals[person] = modal

    def _submission(self, person: str, modal: Modal) -> Json:
        state = {
            block["block_id"]: {"value": _state(block["element"], modal.typed[block["block_id"]])}
            for block in _inputs(modal.view)
        }
        view = modal.view | {"id": "V1", "state": {"values": state}}
        return self._by(person) | {"type": "view_submission", "view": view, "response_urls": []}

    async def sees(self, person: str) -> list[str]:
        own = [one for one in self._slack.ephemeral if one["user"] == person]
        threads = {None, *(one.get("thread_ts") for one in self._slack.messages[CHANNEL])}
        here = [text for thread in threads for text in self._slack.visible(CHANNEL, thread)]
        in_channels = [*here, *self._slack.visible(f"D{person}")]
        return [*in_channels, *(words_in(one["blocks"]) for one in own)]

    def samples(self) -> list[Sample]:
        root = {"type": "message", "channel": CHANNEL, "channel_type": "channel", "team": TEAM}
        said = root | {"user": self.ann, "text": "Who pays?", "ts": self._ts(), "thread_ts": "1.2"}
        old = {"type": "message", "user": self.ann, "text": "Before", "ts": self._ts()}
        base = {"type": "message", "channel": CHANNEL, "ts": self._ts()}
        item = {"type": "message", "channel": CHANNEL, "ts": said["ts"]}
        events = {
            "message": said,
            "edit": base
            | {"subtype": "message_changed", "message": old | {"text": "After"}}
            | {"previous_message": old},
            "deletion": base
            | {"subtype": "message_deleted", "deleted_ts": old["ts"], "previous_message": old},
            "reaction": {
                "type": "reaction_added", "user": self.ann, "reaction": "bulb", "item": item,
            },
            "added": {
                "type": "member_joined_channel", "user": BOT_USER, "channel": CHANNEL,
                "inviter": self.ann,
            },
            "removed": {"type": "channel_left", "channel": CHANNEL, "actor_id": self.ann},
            "home": {"type": "app_home_opened", "user": self.ann, "channel": "D1", "tab": "home"},
        }  # fmt: skip
        self._messages[said["ts"]] = said
        field_of = {"type": "input", "block_id": "what", "label": {}, "element": {"type": "t"}}
        view = {"type": "modal", "callback_id": "lesson", "private_metadata": '{"context":"7"}'}
        modal = Modal(view | {"blocks": [field_of]}, {"what": "Typed"})
        pressed = {"type": "button", "action_id": "approve#0", "value": "7"}
        interactions = {
            "action": self._shortcut(self.ann, MessageAction.SAVE_AS_LESSON, said["ts"]),
            "button": self._button(self.ann, said, pressed),
            "form": self._submission(self.ann, modal),
        }
        command = self._command(self.ann, "ask", "Who pays?", False)
        return [
            *(Sample(name, envelope(event), self._send_event) for name, event in events.items()),
            *(Sample(name, body, self._send_payload) for name, body in interactions.items()),
            Sample("command", command, self._send_form),
        ]

    async def _send_event(self, body: bytes) -> int:
        return await self._signed(body, "application/json")

    async def _send_payload(self, body: bytes) -> int:
        return await self._signed(urlencode({"payload": body}).encode(), FORM)

    async def _send_form(self, body: bytes) -> int:
        try:
            found: Any = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            return await self._signed(body, FORM)
        fields = {name: str(value).encode("utf-8", "replace") for name, value in found.items()}
        return await self._signed(urlencode(fields).encode(), FORM)

    async def _signed(self, body: bytes, kind: str) -> int:
        # Slack's own signer knows only text; this body may be none.
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(body, timestamp, SECRET),
        }
        return (await self._door.raw(body, headers)).status

    async def _interact(self, payload: Json) -> Json:
        response = await self._door.form({"payload": json.dumps(payload)})
        answer = await response.text()
        return dict(json.loads(answer)) if answer else {}

    def _by(self, person: str) -> Json:
        return {
            "api_app_id": APP_ID,
            "team": {"id": TEAM, "domain": "team"},
            "user": {"id": person, "username": "somebody", "name": "somebody", "team_id": TEAM},
            "trigger_id": self._trigger(person),
        }

    def _trigger(self, person: str) -> str:
        trigger = self._slack.new_trigger()
        self._triggers[trigger] = person
        return trigger

    def _ts(self) -> str:
        return f"1780000000.{next(self._numbers):06d}"


def _bare(said: Json) -> Json:
    """Return a message as it stands within an event about it."""
    return {name: said[name] for name in said if name not in ("channel", "channel_type")}


def _inputs(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _initial(view: Json) -> dict[str, str | tuple[str, ...]]:
    """Return what stands in a view when it is opened."""
    return {block["block_id"]: _stands(block["element"]) for block in _inputs(view)}


def _stands(element: Json) -> str | tuple[str, ...]:
    if element["type"] in ("checkboxes", "multi_static_select"):
        return tuple(one["value"] for one in element.get("initial_options", ()))
    if element["type"] == "plain_text_input":
        return str(element.get("initial_value", ""))
    return str(element.get("initial_option", {}).get("value", ""))


def _state(element: Json, value: str | tuple[str, ...]) -> Json:
    """Return what Slack sends for a field."""
    if isinstance(value, tuple):
        chosen = [{"value": one} for one in value]
        return {"type": element["type"], "selected_options": chosen}
    if element["type"] in ("radio_buttons", "static_select"):
        return {"type": element["type"], "selected_option": {"value": value} if value else None}
    return {"type": element["type"], "value": value or None}
