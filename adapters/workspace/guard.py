"""Keeps the local workspace local: loopback only, our own pages only, our own scripts only."""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
READING = ("GET", "HEAD")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 what does not come from a page of ours on this machine."""
    refusal = refused(request)
    if refusal:
        raise web.HTTPForbidden(text=refusal)
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on a response."""
    response.headers.update(HEADERS)


def refused(request: web.Request) -> str:
    """Return why a request is refused; empty when it is not.

    The Host header is checked against DNS rebinding, Origin and content type against other sites'
    pages, and forwarding headers against tunnels and proxies that end on this machine.
    """
    if not _is_loopback(request.remote or "") or not _is_loopback(_host_name(request.host)):
        return "The local workspace answers only on this machine, at 127.0.0.1 or localhost."
    if any(name in request.headers for name in FORWARDED):
        return "The local workspace is not served through a proxy."
    if request.headers.get("Sec-Fetch-Site", "none") == "cross-site" and _is_call(request):
        return "The local workspace takes requests from its own pages only."
    if request.method not in READING and not _own_page(request):
        return "The local workspace takes changes from its own pages only."
    return ""


def _own_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    same = origin is None or origin == f"{request.scheme}://{request.host}"
    return same and request.content_type == "application/json"


def _is_call(request: web.Request) -> bool:
    return request.headers.get("Sec-Fetch-Mode") != "navigate"


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
