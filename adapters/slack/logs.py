"""What may be logged of Slack's libraries and of our own faults: never a message's text."""

import logging
import traceback

log = logging.getLogger("adapters.slack")


def library_logger() -> logging.Logger:
    """Return the logger that Slack's libraries are given.

    They write whole requests and answers at DEBUG, and bodies they can't handle at INFO and
    WARNING, so only their errors pass, whatever level we log at ourselves.
    """
    logger = logging.getLogger("adapters.slack.library")
    logger.setLevel(logging.ERROR)
    return logger


def log_fault(what: str, error: BaseException) -> None:
    """Log a fault with where it arose but not its message, which may hold people's words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:])
    log.error("%s: %s at %s", what, type(error).__name__, where)
