"""Whether a request comes from Slack: its signature (v0) and its age. Pure.

Ours stands before Bolt's, which fails on a timestamp that isn't a number and on a signature that
isn't ASCII, and writes the body of a forged request into the log.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Protocol

MOST_SECONDS_OLD = 300
TIMESTAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Refused(Exception):
    """The request is not known to come from Slack; the message says why, in words of ours."""


class Headers(Protocol):
    """HTTP headers, of which there may be several with one name."""

    def getall(self, key: str, default: Sequence[str], /) -> Sequence[str]:
        """Return the values of all headers with the name."""
        ...


def check(headers: Headers, body: bytes, secret: str, now: float) -> None:
    """Raise Refused unless Slack signed the body within the last five minutes.

    `now` is in seconds since 1970.
    """
    timestamp = _one(headers, TIMESTAMP, _TIMESTAMP)
    signature = _one(headers, SIGNATURE, _SIGNATURE)
    if abs(now - int(timestamp)) > MOST_SECONDS_OLD:
        raise Refused("its timestamp is more than five minutes off")
    if not hmac.compare_digest(sign(body, timestamp, secret), signature):
        raise Refused("its signature is not right")


def sign(body: bytes, timestamp: str, secret: str) -> str:
    """Return the signature of a body sent at that time."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _one(headers: Headers, name: str, form: re.Pattern[str]) -> str:
    values = headers.getall(name, ())
    if len(values) != 1 or not form.fullmatch(values[0]):
        raise Refused(f"its {name} header is missing or malformed")
    return values[0]
