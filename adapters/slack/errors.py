"""Slack's errors as the delivery errors the sender knows."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.ports import DeliveryError, Gone, Permanent, RateLimited, Temporary, Uncertain

DEFAULT_WAIT = 30.0
"""Seconds to wait when Slack says that we are too fast but not for how long."""
RATE_ERRORS = {"ratelimited", "rate_limited"}
UNCERTAIN_ERRORS = {"fatal_error", "internal_error"}
"""Slack documents that something may have been done before these."""
GONE_ERRORS = {"message_not_found", "file_not_found", "file_deleted"}
PASSING_ERRORS = {
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
    # What an administrator can mend, after which the message may go out as it is:
    "invalid_auth",
    "missing_scope",
    "not_authed",
    "token_expired",
}


@contextmanager
def delivery_errors(*, repeatable: bool) -> Iterator[None]:
    """Raise a DeliveryError in place of Slack's and the network's.

    `repeatable` says that doing it twice does no harm, so that nothing about it is uncertain.
    """
    doubtful: type[DeliveryError] = Temporary if repeatable else Uncertain
    try:
        yield
    except SlackApiError as error:
        raise _answered(error, doubtful) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Temporary(f"Slack can't be reached: {type(error).__name__}") from None
    except (aiohttp.ClientError, TimeoutError, ConnectionError, SlackRequestError) as error:
        raise doubtful(f"Slack did not answer: {type(error).__name__}") from None


def slack_code(error: SlackApiError) -> str:
    """Return Slack's own name for the error; empty when it gave none."""
    data = getattr(error.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    return code if code.isidentifier() else ""


def _answered(error: SlackApiError, doubtful: type[DeliveryError]) -> DeliveryError:
    code = slack_code(error)
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    if status == 429 or code in RATE_ERRORS:
        return RateLimited(_wait(response.headers))
    if code in GONE_ERRORS:
        return Gone(f"Slack has it no longer: {code}")
    if code in PASSING_ERRORS:
        return Temporary(f"Slack refused for now: {code}")
    if code in UNCERTAIN_ERRORS or not code:
        return doubtful(f"Slack failed: {code or f'status {status}'}")
    return Permanent(f"Slack refused: {code}")


def _wait(headers: object) -> float:
    get = getattr(headers, "get", None)
    value = get("Retry-After", "") if get else ""
    return float(value) if str(value).isdigit() else DEFAULT_WAIT
