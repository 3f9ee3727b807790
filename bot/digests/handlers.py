"""Answers what concerns summaries."""

from zoneinfo import ZoneInfo

from bot.digests.approving import handlers as approving
from bot.router import Router


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register the buttons and forms of summaries; days are told in the zone."""
    approving.register(router, zone=zone)
