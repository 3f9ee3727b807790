"""Answers what concerns summaries."""

from bot.digests.approving import handlers as approving
from bot.router import Router
from bot.schedules.working import WorkingCalendar


def register(router: Router, *, calendar: WorkingCalendar) -> None:
    """Register the buttons and forms of summaries; days are told in the calendar's zone."""
    approving.register(router, calendar=calendar)
