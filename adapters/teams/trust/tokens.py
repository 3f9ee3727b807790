"""The token that comes with a request: signed by Teams, for us, now, and for what it comes with."""

import re
from dataclasses import dataclass

import jwt

from adapters.teams.trust.keys import SigningKeys

ISSUER = "https://api.botframework.com"
SKEW_SECONDS = 300
"""How far the clocks may differ."""
_BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.ASCII)


class Refused(Exception):
    """The request is not let in: with this status, for this reason (which quotes nothing)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a token vouches for: the service that sent it, and the channels its key may sign."""

    service_url: str
    channels: frozenset[str]


async def check_token(header: str, keys: SigningKeys, app_id: str) -> Vouched:
    """Return what the Authorization header's token vouches for. Raises Refused, NoKeys."""
    bearer = _BEARER.fullmatch(header)
    if bearer is None:
        raise Refused(401, "there is no bearer token")
    token = bearer[1]
    key = await keys.find(_key_id(token))
    if key is None:
        raise Refused(401, "the token is signed with an unknown key")
    try:
        claims = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=app_id,
            issuer=ISSUER,
            leeway=SKEW_SECONDS,
            options={"require": ["exp", "nbf", "iss", "aud"], "strict_aud": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
        raise Refused(401, f"the token is not good: {type(error).__name__}") from None
    service_url = claims.get("serviceurl")
    if not isinstance(service_url, str) or not service_url:
        raise Refused(401, "the token names no service")
    return Vouched(service_url, key.endorsements)


def _key_id(token: str) -> str:
    """Return the id of the key that the token says it is signed with. Raises Refused."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise Refused(401, "the token can't be read") from None
    kid = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(kid, str):
        raise Refused(401, "the token is not signed as Teams signs")
    return kid
