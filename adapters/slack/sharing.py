"""Which channels people of other organisations are in (Slack Connect), remembered for a while.

Slack is asked once a channel, not once a message; events from a channel that is shared say so too.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.web.async_client import AsyncWebClient

from adapters.payloads import Payload, maybe, part
from adapters.slack.errors import delivery_errors

REMEMBERED_SECONDS = 120.0
JUST_SHARED = "channel_shared"
"""The event that a channel has come to be shared, or with one organisation more."""
MOST_CHANNELS = 20_000


class Sharing:
    """Says of each channel whether it is shared with another organisation."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._known: OrderedDict[str, tuple[bool, float]] = OrderedDict()

    async def is_shared(self, conversation: str) -> bool:
        """Say whether others are in it, asking Slack when it is not known. Raises DeliveryError."""
        shared, until = self._known.get(conversation, (False, 0.0))
        if until > self._clock():
            return shared
        with delivery_errors(repeatable=True):
            answer = await self._client.conversations_info(channel=conversation)
        channel = answer["channel"]
        across = channel.get("is_shared") and not channel.get("is_org_shared")
        return self._learn(conversation, bool(channel.get("is_ext_shared") or across))

    def notice(self, body: Payload) -> None:
        """Learn from an event, as Slack delivered it, that its channel is shared."""
        event = part(body, "event")
        conversation = maybe(event, "channel") or maybe(event, "item", "channel")
        told = body.get("is_ext_shared_channel") is True or maybe(event, "type") == JUST_SHARED
        if told and conversation:
            self._learn(conversation, True)

    def _learn(self, conversation: str, shared: bool) -> bool:
        self._known[conversation] = (shared, self._clock() + REMEMBERED_SECONDS)
        self._known.move_to_end(conversation)
        if len(self._known) > MOST_CHANNELS:
            self._known.popitem(last=False)
        return shared
