"""Where a card that stands in a person's private chat came from: the channel they asked in.

Its buttons and forms carry the place, so that "set up this channel" means that channel. The place
is sealed for that person, so that nobody can speak from a channel that they are not in.
"""

import base64
import hashlib
import hmac
import json
from typing import Any, get_args

from adapters.teams.addresses import Address, Kind, read
from adapters.teams.parsing import PLATFORM, Origin, Payload, maybe
from adapters.teams.rendering import OURS, Json
from bot.events import Place

AT = "at"
SEAL_BYTES = 15


class Provenance:
    """Seals places into cards, and reads them out of what comes back."""

    def __init__(self, secret: bytes) -> None:
        """Prepare. `secret` is the app's own, so that cards outlive a restart."""
        self._key = hashlib.sha256(b"commonthread provenance:" + secret).digest()

    def mark(self, card: Json, origin: Origin) -> Json:
        """Return the card for the person's private chat, its buttons telling where they asked."""
        if origin.about is None:
            return card
        marked: Json = _marking(card, self._sealed(origin.about, origin))
        return marked

    def read(self, ours: Payload, origin: Origin) -> Place | None:
        """Return the place that a button or form of that person's carries; None when it has none.

        One that was tampered with, or given to somebody else, counts as none.
        """
        packed, _, seal = maybe(ours, AT).partition(".")
        expected = self._seal(packed, origin)
        if not packed or not hmac.compare_digest(seal.encode(errors="replace"), expected.encode()):
            return None
        conversation, thread, kind, group, name, team = json.loads(base64.urlsafe_b64decode(packed))
        assert kind in get_args(Kind)  # noqa: S101 - it has our seal
        address = Address(
            service_url=origin.address.service_url,
            bot_id=origin.address.bot_id,
            kind=kind,
            team_group_id=group,
        )
        return Place(
            platform=PLATFORM,
            tenant=origin.tenant,
            conversation=conversation,
            thread=thread or None,
            name=name,
            address=address.to_text(),
            team=team,
        )

    def _sealed(self, place: Place, origin: Origin) -> str:
        address = read(place.address)
        assert address is not None  # noqa: S101 - every place of ours has one
        where = [place.conversation, place.thread or ""]
        parts = [*where, address.kind, address.team_group_id, place.name, place.team]
        packed = base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode())
        return f"{packed.decode()}.{self._seal(packed.decode(), origin)}"

    def _seal(self, packed: str, origin: Origin) -> str:
        said = f"{origin.tenant}\n{origin.user_id}\n{packed}".encode(errors="replace")
        made = hmac.new(self._key, said, hashlib.sha256).digest()[:SEAL_BYTES]
        return base64.urlsafe_b64encode(made).decode()


def _marking(part: Any, sealed: str) -> Any:
    if isinstance(part, list):
        return [_marking(one, sealed) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {name: _marking(value, sealed) for name, value in part.items()}
    if isinstance(changed.get(OURS), dict):
        changed[OURS] = {**changed[OURS], AT: sealed}
    return changed
