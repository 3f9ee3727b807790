"""What is known of people and places without asking Slack: see `parsing.payload.Directory`."""

from dataclasses import dataclass, field

from adapters.slack.identity import Identity, permalink
from adapters.slack.people import People
from bot.events import Sender


@dataclass(slots=True)
class SlackDirectory:
    """Names from `people`; addresses once `identity` is known."""

    people: People
    identity: Identity | None = field(default=None)

    def sender(self, tenant: str, user_id: str) -> Sender:
        """Return the person, with the name and the e-mail address if they are known."""
        return self.people.known(tenant, user_id)

    def link(self, tenant: str, conversation: str, ts: str, thread: str | None) -> str | None:
        """Return a message's address, when it is in the workspace that we know to be ours."""
        if self.identity is None or self.identity.tenant != tenant or not self.identity.url:
            return None
        return permalink(self.identity, conversation, ts, thread)
