"""What the Bot Connector and Microsoft Graph answer, as the delivery errors the sender knows."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from adapters.teams.web import Answer, NoAnswer
from bot.ports import DeliveryError, Permanent, RateLimited, Temporary, Uncertain

DEFAULT_WAIT = 30.0
"""Seconds to wait when Teams says that we are too fast but not for how long."""
LONGEST_WAIT = 3600.0
_REFUSED_FOR_NOW = {
    401,  # the token; an administrator can mend it, after which the message may go out as it is
    408,
    412,  # documented to be tried again
    503,
}


def refused(answer: Answer, *, repeatable: bool) -> DeliveryError:
    """Return the error for an answer that says no.

    `repeatable` says that doing it twice does no harm, so that nothing about it is uncertain.
    Teams documents that 502 and 504 be tried again. They come from a gateway, behind which the
    message may have been posted, so it is looked for first.
    """
    code = f"{answer.status} {error_code(answer)}".strip()
    if answer.status == 429:
        return RateLimited(_wait(answer))
    if answer.status in _REFUSED_FOR_NOW:
        return Temporary(f"Teams refused for now: {code}")
    if answer.status >= 500:
        return _doubtful(repeatable)(f"Teams failed: {code}")
    return Permanent(f"Teams refused: {code}")


def unanswered(error: NoAnswer, *, repeatable: bool) -> DeliveryError:
    """Return the error for a request to which no answer came."""
    return _doubtful(repeatable)(f"Teams did not answer: {error}")


def error_code(answer: Answer) -> str:
    """Return Microsoft's own name for the error; empty when it gave none."""
    error = answer.body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.isidentifier() else ""


def _doubtful(repeatable: bool) -> type[DeliveryError]:
    return Temporary if repeatable else Uncertain


def _wait(answer: Answer) -> float:
    """Return the seconds to wait: Retry-After is a number of them or a date."""
    given = answer.headers.get("Retry-After", "").strip()
    if given.isdigit():
        return min(float(given), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return DEFAULT_WAIT
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 1.0), LONGEST_WAIT)
