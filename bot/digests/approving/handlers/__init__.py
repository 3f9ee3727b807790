"""Answers the buttons and forms of summaries. Each checks anew that the caller may."""

from zoneinfo import ZoneInfo

from bot.digests.approving.handlers import archive, correcting, deciding, editing, settings
from bot.router import Router


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register them; days are told in the zone."""
    deciding.register(router)
    editing.register(router)
    correcting.register(router)
    archive.register(router, zone)
    settings.register(router)
