"""Which channels people of other teams and organisations may be in: Teams' shared channels.

A channel is made shared, or not, once and for all. Teams says so in what it tells of the channel;
where a team's owner consented, Microsoft Graph does too, asked once a channel and not a message.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from adapters.payloads import Payload, maybe
from adapters.teams.addresses import read
from adapters.teams.graph import Graph
from bot.ports import Destination, Permanent

REMEMBERED_SECONDS = 300.0
MOST_CHANNELS = 20_000
SHARED = "shared"
OWN = ("", "standard", "private")
"""The kinds with none but the team's people in them; empty: nobody tells. Graph gives the name of
any other, the shared ones' too, to those alone who ask for names that are newer than its first."""


class Sharing:
    """Says of each channel whether it is a shared one, as far as can be known."""

    def __init__(self, graph: Graph | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare. Without `graph` nothing is known but what Teams told this process."""
        self._graph = graph
        self._clock = clock
        self._known: OrderedDict[str, tuple[bool, float]] = OrderedDict()

    async def is_shared(self, destination: Destination) -> bool:
        """Say whether others may be in it; False where nobody tells. Raises a DeliveryError."""
        shared, until = self._known.get(destination.conversation, (False, 0.0))
        if until > self._clock():
            return shared
        try:
            address = read(destination.address)
        except ValueError:
            raise Permanent("this is not the address of a Teams conversation") from None
        if self._graph is None or address is None or not address.team_group_id:
            return False
        kind = await self._graph.membership(
            destination.tenant, address.team_group_id, destination.conversation
        )
        self._learn(destination.conversation, kind not in OWN, REMEMBERED_SECONDS)
        return kind not in OWN

    def notice(self, activity: Payload) -> None:
        """Learn from an activity that its channel is a shared one, which it stays."""
        channel = maybe(activity, "channelData", "channel", "id")
        if channel and maybe(activity, "channelData", "channel", "type").lower() == SHARED:
            self._learn(channel, True, float("inf"))

    def _learn(self, channel: str, shared: bool, seconds: float) -> None:
        self._known[channel] = (shared, self._clock() + seconds)
        self._known.move_to_end(channel)
        if len(self._known) > MOST_CHANNELS:
            self._known.popitem(last=False)
