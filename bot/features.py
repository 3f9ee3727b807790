"""Every feature's handlers, registered with one router."""

from collections.abc import Callable

from bot.capture import handlers as capture
from bot.community import handlers as community
from bot.desk import handlers as desk
from bot.desk.making import make_desk
from bot.digests import handlers as digests
from bot.digests.consent import handlers as consent
from bot.digests.letters import handlers as letters
from bot.digests.letters.readers import Usual
from bot.digests.replies import handlers as replies
from bot.introductions import handlers as introductions
from bot.introductions.reaching import APART, Meeting
from bot.lessons import handlers as lessons
from bot.lessons.guide import handlers as guide
from bot.lessons.resources import handlers as resources
from bot.privacy import handlers as privacy
from bot.questions import actions, passing_on, reactions
from bot.questions.asking import handlers as asking
from bot.questions.challenging import handlers as challenging
from bot.questions.experience import offering
from bot.questions.experience.service import Experience, NearestTheme
from bot.questions.finding import handlers as finding
from bot.questions.finding.search import Search
from bot.questions.life import handlers as life
from bot.questions.lookup import EarlierAnswers
from bot.questions.measures import handlers as measures
from bot.questions.same import handlers as same
from bot.questions.suggesting import handlers as suggesting
from bot.router import Router
from bot.schedules.timetable import handlers as timetable
from bot.schedules.timetable.rules import Usual as UsualTimes
from bot.settings import Settings
from bot.themes import handlers as themes


def make_router(
    settings: Settings,
    *,
    earlier: EarlierAnswers,
    nearest_theme: NearestTheme,
    scrub: Callable[[], object],
    meeting: Meeting = APART,
) -> Router:
    """Return the router with every handler; people see commands in the order given here.

    Capture comes first, as what follows builds on what it kept; only the lives of questions are
    handed on before it erases. `scrub` wipes the database's files of
    what was deleted.
    """
    router, zone = Router(), settings.zone
    at_desk = make_desk(settings.calendar, zone)
    prefixes = {"slack": settings.command_prefix}
    life.register_before_capture(router)
    capture.register(router)
    experience = Experience(earlier, nearest_theme, zone)
    asking.register(router, earlier=earlier, experience=experience, zone=zone)
    offering.register(router)
    challenging.register(router, earlier=earlier, nearest_theme=nearest_theme)
    search = Search(earlier)
    finding.register(router, search=search, zone=zone)
    passing_on.register(router, search=search, zone=zone)
    actions.register(router, earlier=earlier)
    reactions.register(router, earlier=earlier)
    life.register(router)
    suggesting.register(router, zone=zone)
    same.register(router)
    measures.register(router, settings.calendar)
    lessons.register(router, earlier=earlier, zone=zone)
    resources.register(router)
    guide.register(router, zone=zone, public_url=settings.browsed_at)
    themes.register(router, zone=zone)
    introductions.register(router, meeting=meeting)
    digests.register(router, calendar=settings.calendar)
    replies.register(router, zone=zone)
    consent.register(router)
    letters.register(router, experience=experience, usual=usual_of(settings))
    timetable.register(router, usual=usual_times(settings))
    community.register(
        router,
        administrators=settings.administrator_names,
        prefixes=prefixes,
        above=at_desk.desk.above,
        zone=zone,
    )
    desk.register(router, at_desk)
    afterwards = privacy.Afterwards(earlier.forget, scrub)
    privacy.register(router, afterwards=afterwards, prefixes=prefixes)
    return router


def usual_of(settings: Settings) -> Usual:
    """Return when the weekly digest comes to who chose nothing."""
    return Usual(settings.digest_weekday, settings.digest_time, settings.calendar)


def usual_times(settings: Settings) -> UsualTimes:
    """Return when things are done by schedule where nobody chose."""
    return UsualTimes(
        settings.summary_weekday,
        settings.summary_time,
        settings.digest_weekday,
        settings.digest_time,
        settings.regroup_time,
        settings.calendar,
    )
