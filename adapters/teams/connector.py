"""The Bot Connector's REST API: the few requests we make, and to whom we make them at all."""

import contextlib
from collections.abc import Collection
from urllib.parse import quote

from yarl import URL

from adapters.teams.errors import refused, unanswered
from adapters.teams.tokens import CONNECTOR_SCOPE, Tokens
from adapters.teams.web import Json, NoAnswer, NotConnected, Web
from bot.ports import Gone, Permanent, Temporary

DEFAULT_SERVICE = "https://smba.trafficmanager.net/teams/"
"""Where Teams is reached as long as no conversation has told us of another place."""
ONLY_FOR_RECIPIENT = "?isTargetedActivity=true"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Services:
    """The hosts that may be sent our words and our token."""

    def __init__(self, hosts: Collection[str], *, without_auth: bool = False) -> None:
        """Prepare. `without_auth` is for development: every port of this machine is trusted too."""
        self._hosts = frozenset(hosts) | (_LOOPBACK if without_auth else set())

    def allows(self, service_url: str) -> bool:
        """Say whether the service may be spoken to: https, or http to this very machine."""
        return self.address(service_url) is not None

    def address(self, service_url: str) -> URL | None:
        """Return the service's address as it is spoken to, or None when it may not be."""
        try:
            url = URL(service_url)
            host = url.host
        except ValueError:
            return None
        if host not in self._hosts or url.user is not None or url.password is not None:
            return None
        safe = url.scheme == "https" or (url.scheme == "http" and host in _LOOPBACK)
        return url if safe and not (url.query_string or url.fragment) else None


class Connector:
    """Speaks to the services that are allowed, and to nobody else."""

    def __init__(self, web: Web, services: Services, tokens: Tokens | None) -> None:
        """Prepare. `tokens` is None in development, where nobody is to be shown one."""
        self._web = web
        self.services = services
        self._tokens = tokens

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        """Post an activity; return its id. Raises a DeliveryError."""
        path = ("conversations", conversation, "activities")
        answer = await self._ask("POST", service_url, path, activity)
        return str(answer.get("id", ""))

    async def whisper(self, service_url: str, conversation: str, activity: Json) -> str:
        """Post an activity that only its recipient sees; return its id. Raises a DeliveryError."""
        path = ("conversations", conversation, "activities")
        answer = await self._ask("POST", service_url, path, activity, query=ONLY_FOR_RECIPIENT)
        return str(answer.get("id", ""))

    async def replace(
        self, service_url: str, conversation: str, activity_id: str, activity: Json
    ) -> None:
        """Put an activity in the place of one of ours. Raises a DeliveryError, Gone if it is."""
        path = ("conversations", conversation, "activities", activity_id)
        await self._ask("PUT", service_url, path, activity, repeatable=True, of_ours=True)

    async def remove(self, service_url: str, conversation: str, activity_id: str) -> None:
        """Remove an activity of ours; done as well when it is gone. Raises a DeliveryError."""
        path = ("conversations", conversation, "activities", activity_id)
        with contextlib.suppress(Gone):
            await self._ask("DELETE", service_url, path, repeatable=True, of_ours=True)

    async def open_chat(self, service_url: str, bot_id: str, user_id: str, tenant: str) -> str:
        """Return the id of our chat with a person, opening it if need be. Raises a DeliveryError.

        `user_id` is the person's id in Teams or in the directory.
        """
        body = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": user_id}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        answer = await self._ask("POST", service_url, ("conversations",), body, repeatable=True)
        if not answer.get("id"):
            raise Temporary("Teams named no chat with the person")
        return str(answer["id"])

    async def member(self, service_url: str, conversation: str, user_id: str) -> Json:
        """Return what Teams tells of a person in a conversation. Raises a DeliveryError."""
        path = ("conversations", conversation, "members", user_id)
        return await self._ask("GET", service_url, path, repeatable=True)

    async def _ask(
        self,
        method: str,
        service_url: str,
        path: tuple[str, ...],
        body: Json | None = None,
        *,
        query: str = "",
        repeatable: bool = False,
        of_ours: bool = False,
    ) -> Json:
        service = self.services.address(service_url)
        if service is None:
            raise Permanent("Teams named a service that we do not answer to")
        token = await self._tokens.get(CONNECTOR_SCOPE) if self._tokens else ""
        try:
            url = _url(service, path, query)
            answer = await self._web.request(method, url, token=token, body=body)
        except NotConnected as error:
            raise Temporary(f"Teams can't be reached: {error}") from None
        except NoAnswer as error:
            raise unanswered(error, repeatable=repeatable) from None
        if answer.status == 401 and self._tokens:
            self._tokens.forget(token)
        if answer.ok:
            return answer.body
        if of_ours and answer.status == 404:
            raise Gone("Teams has it no longer")
        raise refused(answer, repeatable=repeatable)


def _url(service: URL, path: tuple[str, ...], query: str) -> URL:
    """Return an address below the service's; ids hold colons, semicolons and at signs."""
    quoted = "/".join(quote(part, safe="") for part in path)
    base = service.raw_path.rstrip("/")
    return URL(f"{service.origin()}{base}/v3/{quoted}{query}", encoded=True)
