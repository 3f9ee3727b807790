"""Posting, finding, replacing and removing our messages in Slack."""

import asyncio
import contextlib
import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator

from slack_sdk.web.async_client import AsyncWebClient

from adapters.charts import draw_chart
from adapters.fitting import shorten
from adapters.payloads import Payload, maybe, objects, part
from adapters.slack.errors import delivery_errors
from adapters.slack.pace import Pace
from adapters.slack.rendering import Message, Picture, one_message, render
from bot.cards import Card
from bot.ports import DeliveryError, Destination, Gone, PostedMessage

METADATA_TYPE = "commonthread_delivery"
LOOK_BACK_SECONDS = 7 * 24 * 3600
PAGE = 200
MOST_PAGES = 10
ALT_TEXT = 1000
FILE_ID = "F"
"""Begins the ids of files; a message's id begins with a digit."""
SHARED_AFTER = (0.0, 0.3, 0.7)
"""Seconds between looks for the message in which Slack shows a file that it has taken."""
MOST_CHATS = 20_000


class Delivery:
    """The sender's side of the adapter; see `bot.ports.ChatAdapter`."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self._pace = Pace()
        self._chats: OrderedDict[str, str] = OrderedDict()

    async def post(
        self, destination: Destination, card: Card, part_number: int, key: str
    ) -> PostedMessage:
        """Post one part of a card, marked with the key."""
        rendered = render(card)[part_number]
        conversation = await self._conversation(destination)
        self._pace.take(conversation)
        if isinstance(rendered, Picture):
            return await self._post_picture(destination, conversation, rendered, key)
        first, *others = rendered.blocks
        message = Message([first | {"block_id": _mark(key)}, *others], rendered.text)
        metadata = {"event_type": METADATA_TYPE, "event_payload": {"key": key}}
        return await self._post_words(conversation, destination.thread, message, metadata)

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look for the message marked with the key among the last week's."""
        conversation = await self._conversation(destination)
        async for message in self._recent(conversation, destination.thread):
            if _marked(message, key):
                return PostedMessage(conversation, maybe(message, "ts"))
        return None

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours by the card, as far as it fits in one message."""
        message = one_message(card)
        conversation = await self._conversation(destination)
        with delivery_errors(repeatable=True):
            await self.client.chat_update(
                channel=conversation, ts=message_id, text=message.text, blocks=message.blocks
            )

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        conversation = await self._conversation(destination)
        with contextlib.suppress(Gone), delivery_errors(repeatable=True):
            if message_id.startswith(FILE_ID):
                await self.client.files_delete(file=message_id)
            else:
                await self.client.chat_delete(channel=conversation, ts=message_id)

    async def permalink(self, conversation: str, message_id: str) -> str:
        """Return a message's address, asked of Slack."""
        with delivery_errors(repeatable=True):
            answer = await self.client.chat_getPermalink(
                channel=conversation, message_ts=message_id
            )
        return str(answer["permalink"])

    async def say_privately(self, destination: Destination, message: Message) -> None:
        """Post a message that is not kept in the outbox: the answer to what a person just did."""
        conversation = await self._conversation(destination)
        await self._post_words(conversation, destination.thread, message, None)

    async def _post_words(
        self, conversation: str, thread: str | None, message: Message, metadata: Payload | None
    ) -> PostedMessage:
        with delivery_errors(repeatable=False):
            answer = await self.client.chat_postMessage(
                channel=conversation,
                thread_ts=thread,
                text=message.text,
                blocks=message.blocks,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
        return PostedMessage(conversation, str(answer["ts"]))

    async def _conversation(self, destination: Destination) -> str:
        """Return the conversation's id; a chat with people is opened once and remembered."""
        users = destination.user_id or ",".join(destination.together)
        if not users:
            return destination.conversation
        if users not in self._chats:
            with delivery_errors(repeatable=True):
                answer = await self.client.conversations_open(users=users)
            self._chats[users] = str(answer["channel"]["id"])
            if len(self._chats) > MOST_CHATS:
                self._chats.popitem(last=False)
        return self._chats[users]

    async def _post_picture(
        self, destination: Destination, conversation: str, picture: Picture, key: str
    ) -> PostedMessage:
        image = await asyncio.to_thread(draw_chart, picture.chart)
        with delivery_errors(repeatable=False):
            answer = await self.client.files_upload_v2(
                channel=conversation,
                thread_ts=destination.thread,
                file=image,
                filename=_file_name(key),
                title=picture.chart.title,
                alt_txt=shorten(picture.chart.alternative, ALT_TEXT),
            )
        shown = await self._find_shared(destination, key)
        return shown or PostedMessage(conversation, str(answer["files"][0]["id"]))

    async def _find_shared(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look for the message that shows a file. The file is posted, whatever comes of looking."""
        for seconds in SHARED_AFTER:
            await asyncio.sleep(seconds)
            try:
                found = await self.find(destination, key)
            except DeliveryError:
                return None
            if found:
                return found
        return None

    async def _recent(self, conversation: str, thread: str | None) -> AsyncIterator[Payload]:
        cursor, oldest = "", f"{time.time() - LOOK_BACK_SECONDS:.6f}"
        for _ in range(MOST_PAGES):
            with delivery_errors(repeatable=True):
                answer = await self.client.api_call(
                    f"conversations.{'replies' if thread else 'history'}",
                    params={
                        "channel": conversation,
                        "oldest": oldest,
                        "limit": PAGE,
                        "include_all_metadata": 1,
                        **({"ts": thread} if thread else {}),
                        **({"cursor": cursor} if cursor else {}),
                    },
                )
            body = answer.data if isinstance(answer.data, dict) else {}
            for message in objects(body, "messages"):
                yield message
            cursor = maybe(body, "response_metadata", "next_cursor")
            if not cursor:
                return


def _marked(message: Payload, key: str) -> bool:
    """Say whether the message carries the key: in its metadata, its first block or its file.

    A workspace may keep metadata from apps; the block's id comes back with the message always.
    """
    metadata = part(message, "metadata")
    ours = maybe(metadata, "event_type") == METADATA_TYPE
    if ours and maybe(metadata, "event_payload", "key") == key:
        return True
    blocks, files = objects(message, "blocks"), objects(message, "files")
    marks = [maybe(each, "block_id") for each in blocks[:1]]
    return _mark(key) in marks or _file_name(key) in [maybe(each, "name") for each in files]


def _mark(key: str) -> str:
    """Return the key in a form that Slack takes as the id of a block and in the name of a file."""
    return f"delivery-{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def _file_name(key: str) -> str:
    return f"{_mark(key)}.png"
