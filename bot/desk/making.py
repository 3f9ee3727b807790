"""Puts the desk together: which sections it has, in which order."""

from zoneinfo import ZoneInfo

from bot.desk.desk import Desk
from bot.desk.handlers import Handlers
from bot.desk.sections.asks import AsksAwaiting
from bot.desk.sections.introductions import introductions_to_make
from bot.desk.sections.lessons import LessonsToCheck
from bot.desk.sections.quiet import QuietHubs
from bot.desk.sections.releases import replies_to_release
from bot.desk.sections.rising import rising_themes
from bot.desk.sections.summaries import Summaries
from bot.desk.sections.unanswered import Unanswered
from bot.schedules.working import WorkingCalendar


def make_desk(calendar: WorkingCalendar, zone: ZoneInfo) -> Handlers:
    """Return the desk's handlers; working days are the calendar's, days are told in the zone."""
    sections = (
        Unanswered(calendar),
        AsksAwaiting(calendar),
        Summaries(zone),
        LessonsToCheck(zone),
        replies_to_release,
        QuietHubs(zone),
        introductions_to_make,
        rising_themes,
    )
    return Handlers(Desk(sections, zone), calendar)
