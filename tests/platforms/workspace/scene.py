"""The local workspace as people use it, for the contract of events: the page's own requests."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

from adapters.workspace import WorkspaceAdapter
from bot.cards import notice
from bot.events import MessageAction, Reaction
from bot.ports import Destination, PostedMessage
from tests.contracts.recording import RecordingReceiver
from tests.contracts.scene import Filled, Json, Lack, Sample, ShownForm
from tests.platforms.workspace.conftest import START, Page
from tests.platforms.workspace.reading import shown, words
from tests.waiting import until

REMEMBER = """
CREATE TABLE told (fact TEXT NOT NULL);
CREATE TRIGGER remember AFTER INSERT ON queue BEGIN INSERT INTO told VALUES (new.fact); END;
"""


class WorkspaceScene:
    """Implements `tests.contracts.scene.Scene`; looks into the workspace's file as well."""

    here = Destination(platform="workspace", tenant="local", conversation="hubs")
    ann, bob, administrator = "ann", "bob", "fay"
    lacks = frozenset({Lack.OTHER_BOTS, Lack.JOINING, Lack.FILES})

    def __init__(self, page: Page, receiver: RecordingReceiver, state_file: Path) -> None:
        self.adapter: WorkspaceAdapter = page.adapter
        self.receiver = receiver
        self._page = page
        self._file = sqlite3.connect(state_file, isolation_level=None)
        self._file.executescript(REMEMBER)
        self._forms: dict[str, Json] = {}
        self._sources: dict[str, Json] = {}

    def close(self) -> None:
        self._file.close()

    async def say(
        self, person: str, text: str, *, thread: str | None = None, private: bool = False
    ) -> str:
        channel = f"dm-{person}" if private else "hubs"
        return await self._page.post(person, text, channel, thread=thread)

    async def share(self, person: str, text: str, name: str, url: str) -> str:
        raise NotImplementedError(Lack.FILES)

    async def edit(self, person: str, message: str, text: str) -> None:
        await self._page.send("PATCH", f"messages/{message}", person=person, text=text)

    async def delete(self, person: str, message: str) -> None:
        await self._page.send("DELETE", f"messages/{message}", person=person)

    async def react(self, person: str, message: str, reaction: Reaction | None) -> None:
        name = reaction.value if reaction else "thumbs_up"
        path = f"messages/{message}/reactions"
        await self._page.send("POST", path, person=person, name=name, on=True)

    async def remove_us(self, person: str) -> None:
        await self._page.send("POST", "channels/hubs/bot", person=person, on=False)

    async def add_us(self, person: str) -> None:
        await self._page.send("POST", "channels/hubs/bot", person=person, on=True)

    async def join(self, person: str) -> None:
        raise NotImplementedError(Lack.JOINING)

    async def hear_ourselves(self, text: str) -> None:
        await self.adapter.post(self.here, notice(text), 0, "ours")

    async def hear_another_bot(self, text: str) -> None:
        raise NotImplementedError(Lack.OTHER_BOTS)

    async def taken(self) -> bool:
        if self.receiver.refuse:
            # What was not taken comes again by itself.
            before = self.receiver.attempts
            await until(lambda: self.receiver.attempts >= before + 2)
            return False
        await until(lambda: self.adapter.state.queue.waiting() == 0)
        return True

    async def again(self) -> None:
        if self.adapter.state.queue.waiting() == 0:
            # As a kill leaves it between the taking of a fact and the note that it was taken.
            last = "SELECT fact FROM told ORDER BY rowid DESC LIMIT 1"
            self._file.execute(f"INSERT INTO queue (fact) {last}")
            await self.add_us(self.administrator)  # we are there: this only wakes the delivery

    async def command(
        self, person: str, command: str, text: str = "", *, private: bool = False
    ) -> None:
        channel = f"dm-{person}" if private else "hubs"
        given = {"type": "command", "channel": channel, "command": command, "text": text}
        await self._interact(person, given)

    async def act(self, person: str, action: MessageAction, message: str) -> None:
        given = {"type": "action", "channel": "hubs", "action": action.value, "message": message}
        await self._interact(person, given)

    async def press(self, person: str, message: PostedMessage, label: str) -> None:
        card = (await self._page.get(f"messages/{message.message_id}?person={person}"))["message"]
        pressed = next(
            button
            for element in card["card"]["elements"]
            for button in element.get("buttons", ())
            if button["label"] == label
        )
        source = {"channel": "hubs", "message": message.message_id}
        given = {"type": "button", "action": pressed["action"], "value": pressed["value"]}
        await self._interact(person, source | given)

    async def _interact(self, person: str, given: Json) -> None:
        answer = await self._page.interact(person, **given)
        if answer["answer"] == "ask":
            self._forms[person] = answer["form"] | {"errors": {}}
            # A form goes back to where it came from, and names the card that asked for it.
            source = {"message": given.get("message")} if given["type"] == "button" else {}
            self._sources[person] = {"channel": given["channel"]} | source
        elif answer["answer"] == "invalid":
            self._forms[person]["errors"] = answer["errors"]
        elif given["type"] == "form":
            del self._forms[person]

    async def form(self, person: str) -> ShownForm | None:
        form = self._forms.get(person)
        if form is None:
            return None
        return ShownForm(
            "\n".join(words(form)), {one["name"]: _stands(one) for one in form["fields"]}
        )

    async def submit(self, person: str, values: Filled) -> None:
        form = self._forms[person]
        for field in form["fields"]:
            if field["name"] in values:
                many = field["type"] == "many_field"
                field["values" if many else "value"] = values[field["name"]]
        sent = {"form": form["form"], "context": form["context"]}
        filled = {field["name"]: _stands(field) for field in form["fields"]}
        await self._interact(
            person, self._sources[person] | sent | {"type": "form", "values": filled}
        )

    async def sees(self, person: str) -> list[str]:
        found = []
        for channel in ("hubs", f"dm-{person}"):
            roots = await self._page.get(f"channels/{channel}/messages?person={person}")
            for root in roots["messages"]:
                thread = await self._page.get(f"messages/{root['id']}/thread?person={person}")
                found += [one for one in (root, *thread["replies"]) if one["ours"]]
        return [shown(one["card"]) for one in found]

    def samples(self) -> list[Sample]:
        message = self.adapter.state.post("ann", "hubs", "Who pays?", None, START)
        ann: Json = {"person": "ann"}
        here = {"channel": "hubs", "thread": message}
        reaction = {"person": "bob", "name": "lesson", "on": True}
        command = {"type": "command", "command": "ask", **here}
        action = {"type": "action", "action": "dont_keep_this", "message": message, **here}
        filled = {"type": "form", "form": "lesson", "context": "7", "values": {"what": "Typed"}}
        requests = [
            ("POST", "messages", ann | here | {"text": "We do"}),
            ("PATCH", f"messages/{message}", ann | {"text": "Who pays for it?"}),
            ("POST", f"messages/{message}/reactions", reaction),
            ("POST", "channels/hubs/bot", {"person": "fay", "on": True}),
            ("POST", "interactions", ann | command),
            ("POST", "interactions", ann | action),
            ("POST", "interactions", ann | here | filled),
            ("POST", "interactions", ann | {"type": "home"}),
            ("DELETE", f"messages/{message}", {"person": "bob"}),
        ]
        return [
            Sample(f"{method} {path}", body, self._sender(method, path))
            for method, path, body in requests
        ]

    def _sender(self, method: str, path: str) -> Callable[[bytes], Awaitable[int]]:
        async def send(body: bytes) -> int:
            headers = {"Content-Type": "application/json"}
            address = f"/workspace/api/{path}"
            async with self._page.client.request(
                method, address, data=body, headers=headers
            ) as answer:
                return answer.status

        return send


def _stands(field: Json) -> str | tuple[str, ...]:
    """Return what stands in a field of a form."""
    return tuple(field["values"]) if field["type"] == "many_field" else str(field["value"])
