"""Says why somebody is named, in words that tell no rank. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.questions.experience.weighing import Standing
from bot.words import listed


def why(standing: Standing, now: datetime, zone: ZoneInfo) -> str:
    """Return what shows that somebody has been there, and when that last was."""
    answered, lessons = standing.answered, standing.lessons
    parts = [
        _counted(answered, "answered a question like this", "answered {} questions like this"),
        _counted(lessons, "shared a lesson about it", "shared {} lessons about it"),
    ]
    did = listed([part for part in parts if part])
    at, today = standing.last_at.astimezone(zone), now.astimezone(zone)
    month = f"{at:%B}" if at.year == today.year else f"{at:%B %Y}"
    once = answered + lessons == 1
    return f"{did}, in {month}" if once else f"{did}, last in {month}"


def _counted(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.format(number) if number else ""
