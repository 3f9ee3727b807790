"""The two ways to decide who comes in: by token, always; by loopback, in development only."""

import ipaddress
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlsplit

from aiohttp import web

from adapters.teams.trust.keys import SigningKeys
from adapters.teams.trust.tokens import Refused, Vouched, check_token
from bot.settings import LOOPBACK

CHANNEL = "msteams"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")

AnswersTo = Callable[[str], bool]
"""Says whether a service, by its address, is one that we answer to."""


class Gate(Protocol):
    """Decides in two steps, so that a stranger's body is never waited for."""

    async def check_request(self, request: web.Request) -> Vouched:
        """Check what comes before the body. Raises Refused, or NoKeys."""
        ...

    def check_activity(self, vouched: Vouched, activity: dict[str, Any]) -> None:
        """Check that the body is what was vouched for, and from whom we serve. Raises Refused."""
        ...


class TokenGate:
    """Lets in what Teams signed, for us, from our tenants, to be answered at known hosts."""

    def __init__(
        self, keys: SigningKeys, app_id: str, tenants: tuple[str, ...], answers_to: AnswersTo
    ) -> None:
        self._keys = keys
        self._app_id = app_id
        self._tenants = frozenset(tenants)
        self._answers_to = answers_to

    async def check_request(self, request: web.Request) -> Vouched:
        """Check the token."""
        headers = request.headers.getall("Authorization", [])
        if len(headers) != 1:
            raise Refused(401, "there is no token, or more than one")
        return await check_token(headers[0], self._keys, self._app_id)

    def check_activity(self, vouched: Vouched, activity: dict[str, Any]) -> None:
        """Check channel, service, tenant and host."""
        channel, service_url = activity.get("channelId"), activity.get("serviceUrl")
        if not isinstance(channel, str) or channel not in vouched.channels:
            raise Refused(401, "the key may not sign for this channel")
        if service_url != vouched.service_url:
            raise Refused(401, "the token is for another service")
        if channel != CHANNEL:
            raise Refused(403, "the channel is not Teams")
        _check_tenants(activity, self._tenants)
        if not self._answers_to(vouched.service_url):
            raise Refused(403, "the service is not one that we answer to")


class LoopbackGate:
    """Lets in whoever is on this machine, for the Agents Playground; only ever in development.

    Requests that something passed on are refused, and so are those that a web page open in this
    machine's browser might send.
    """

    def __init__(self, tenants: tuple[str, ...], answers_to: AnswersTo) -> None:
        """Prepare. With no tenants named, anybody's is served."""
        self._tenants = frozenset(tenants)
        self._answers_to = answers_to

    async def check_request(self, request: web.Request) -> Vouched:
        """Check that the request is this machine's own."""
        if not _is_loopback(request.remote) or any(name in request.headers for name in FORWARDED):
            raise Refused(401, "without tokens only this machine is served")
        if "Origin" in request.headers or not _names_loopback(request.host):
            raise Refused(401, "without tokens no web page is served")
        return Vouched("", frozenset({CHANNEL}))

    def check_activity(self, vouched: Vouched, activity: dict[str, Any]) -> None:
        """Check the channel, the tenant, and where the answer would go."""
        if activity.get("channelId") not in vouched.channels:
            raise Refused(403, "the channel is not Teams")
        if self._tenants:
            _check_tenants(activity, self._tenants)
        if not self._answers_to(str(activity.get("serviceUrl"))):
            raise Refused(403, "the service is not one that we answer to")


def _check_tenants(activity: dict[str, Any], served: frozenset[str]) -> None:
    tenants = _tenants_of(activity)
    if not tenants or not tenants <= served:
        raise Refused(403, "the tenant is not served")


def _tenants_of(activity: dict[str, Any]) -> set[str]:
    """Return every tenant that the activity names, in lower case."""
    data, conversation = activity.get("channelData"), activity.get("conversation")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    named = [
        tenant.get("id") if isinstance(tenant, dict) else None,
        conversation.get("tenantId") if isinstance(conversation, dict) else None,
    ]
    return {str(one).lower() for one in named if one}


def _names_loopback(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def _is_loopback(remote: str | None) -> bool:
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False
