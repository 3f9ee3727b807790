"""Where a person did something, which is where the answer goes; carried through forms unseen."""

import json
from dataclasses import dataclass, replace
from typing import Literal

from adapters.payloads import NotUnderstood, Payload, maybe, part
from adapters.slack.parsing.payload import tenant_of

Surface = Literal["conversation", "modal", "home"]
METADATA_LENGTH = 3000
"""Characters that Slack carries in a view's private metadata."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a person did something, with the passes Slack gave us for answering.

    `message_id` is our own message whose button was pressed, which an answer may replace. `behind`
    is what is seen again when a modal closes. `response_url` takes 5 answers in 30 minutes,
    `trigger_id` opens one form within 3 seconds.
    """

    tenant: str
    user_id: str
    conversation: str = ""
    thread: str = ""
    message_id: str = ""
    response_url: str = ""
    trigger_id: str = ""
    surface: Surface = "conversation"
    view_id: str = ""
    behind: Surface = "conversation"

    def carry(self, context: str) -> str:
        """Return the private metadata with which a form comes back to here."""
        metadata = {
            "context": context,
            "conversation": self.conversation,
            "thread": self.thread,
            "message": self.message_id,
            "url": self.response_url,
            "surface": self.behind if self.surface == "modal" else self.surface,
        }
        carried = _compact(metadata)
        # Without the address the answer still finds its way, by a message of its own.
        return carried if len(carried) <= METADATA_LENGTH else _compact(metadata | {"url": ""})

    def behind_form(self) -> "Origin":
        """Return where the form came from, now that it is closed."""
        return replace(self, surface=self.behind, view_id="")


def _compact(metadata: dict[str, str]) -> str:
    kept = {name: value for name, value in metadata.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def carried(payload: Payload) -> tuple[Origin, str]:
    """Return where the form in the payload came from, and the form's own context."""
    view = part(payload, "view")
    try:
        metadata = json.loads(maybe(view, "private_metadata") or "{}")
    except (ValueError, RecursionError):
        raise NotUnderstood("a form's private metadata is not JSON") from None
    if not isinstance(metadata, dict):
        raise NotUnderstood("a form's private metadata is not an object")
    origin = Origin(
        tenant=tenant_of(payload),
        user_id=maybe(payload, "user", "id"),
        conversation=maybe(metadata, "conversation"),
        thread=maybe(metadata, "thread"),
        message_id=maybe(metadata, "message"),
        response_url=maybe(metadata, "url"),
        trigger_id=maybe(payload, "trigger_id"),
        surface="modal",
        view_id=maybe(view, "id"),
        behind="home" if maybe(metadata, "surface") == "home" else "conversation",
    )
    return origin, maybe(metadata, "context")
