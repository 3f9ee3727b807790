"""Where to reach a Teams conversation again: what a conversation reference adds to its id.

Both halves of the adapter use it: what comes in is given an address, what goes out is sent to one.
"""

import json
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["personal", "group", "channel"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """The service that speaks for the conversation, who we are there and what kind it is.

    `team_group_id` is the Microsoft 365 group of a channel's team, where Teams gave it.
    """

    service_url: str
    bot_id: str
    kind: Kind
    team_group_id: str = ""

    def to_text(self) -> str:
        """Return the address as it is kept in `Place.address` and `Destination.address`."""
        parts = [self.service_url, self.bot_id, self.kind, self.team_group_id]
        return json.dumps(parts, separators=(",", ":"))


def read(text: str) -> Address | None:
    """Return the address kept as text; None for an empty one. Raises ValueError for no address."""
    if not text:
        return None
    parts = json.loads(text)
    if not (isinstance(parts, list) and len(parts) == 4 and all(isinstance(p, str) for p in parts)):
        raise ValueError("this is not the address of a Teams conversation")
    service_url, bot_id, kind, team_group_id = parts
    if kind not in get_args(Kind):
        raise ValueError("this is not a kind of Teams conversation")
    return Address(service_url=service_url, bot_id=bot_id, kind=kind, team_group_id=team_group_id)
