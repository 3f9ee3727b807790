"""Answers the buttons and forms of summaries. Each checks anew that the caller may."""

from bot.digests.approving.handlers import archive, correcting, deciding, editing, settings
from bot.router import Router
from bot.schedules.working import WorkingCalendar


def register(router: Router, *, calendar: WorkingCalendar) -> None:
    """Register them; days are told in the calendar's zone."""
    deciding.register(router, calendar)
    editing.register(router)
    correcting.register(router)
    archive.register(router, calendar)
    settings.register(router)
