"""The two ways to decide who comes in: by token, always; by loopback, in development only."""

import ipaddress
from typing import Any, Protocol
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from adapters.teams.trust.keys import SigningKeys
from adapters.teams.trust.tokens import Refused, Vouched, check_token
from bot.settings import LOOPBACK

CHANNEL = "msteams"
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


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
        self, keys: SigningKeys, app_id: str, tenants: tuple[str, ...], hosts: tuple[str, ...]
    ) -> None:
        self._keys = keys
        self._app_id = app_id
        self._tenants = frozenset(tenants)
        self._hosts = frozenset(hosts)

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
        if not _tenants_of(activity) or not _tenants_of(activity) <= self._tenants:
            raise Refused(403, "the tenant is not served")
        parts = _split(service_url)
        if parts is None or parts.scheme != "https" or _host(parts) not in self._hosts:
            raise Refused(403, "the service's host is not known")


class LoopbackGate:
    """Lets in whoever is on this machine, for the Agents Playground; only ever in development.

    Requests that something passed on are refused, and so are those that a web page open in this
    machine's browser might send.
    """

    async def check_request(self, request: web.Request) -> Vouched:
        """Check that the request is this machine's own."""
        if not _is_loopback(request.remote) or any(name in request.headers for name in FORWARDED):
            raise Refused(401, "without tokens only this machine is served")
        asked = _split(f"//{request.host}")
        if "Origin" in request.headers or asked is None or asked.hostname not in LOOPBACK:
            raise Refused(401, "without tokens no web page is served")
        return Vouched("", frozenset({CHANNEL}))

    def check_activity(self, vouched: Vouched, activity: dict[str, Any]) -> None:
        """Check the channel, and that the answer stays on this machine."""
        if activity.get("channelId") not in vouched.channels:
            raise Refused(403, "the channel is not Teams")
        parts = _split(str(activity.get("serviceUrl")))
        if parts is None or parts.hostname not in LOOPBACK:
            raise Refused(403, "the service is not on this machine")


def _tenants_of(activity: dict[str, Any]) -> set[str]:
    """Return every tenant that the activity names, in lower case."""
    data, conversation = activity.get("channelData"), activity.get("conversation")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    named = [
        tenant.get("id") if isinstance(tenant, dict) else None,
        conversation.get("tenantId") if isinstance(conversation, dict) else None,
    ]
    return {str(one).lower() for one in named if one}


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """Return the host, when nothing but a host and the usual port stands there."""
    host = (parts.hostname or "").lower()
    return host if parts.netloc.lower() in (host, f"{host}:443") else ""


def _is_loopback(remote: str | None) -> bool:
    try:
        return ipaddress.ip_address(remote or "").is_loopback
    except ValueError:
        return False
