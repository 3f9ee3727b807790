"""Every feature's handlers, registered with one router."""

from collections.abc import Callable

from bot.capture import handlers as capture
from bot.community import handlers as community
from bot.digests import handlers as digests
from bot.lessons import handlers as lessons
from bot.privacy import handlers as privacy
from bot.questions import actions, passing_on, reactions
from bot.questions import handlers as questions
from bot.questions.handlers import NearestTheme
from bot.questions.lookup import EarlierAnswers
from bot.router import Router
from bot.settings import Settings
from bot.themes import handlers as themes


def make_router(
    settings: Settings,
    *,
    earlier: EarlierAnswers,
    nearest_theme: NearestTheme,
    scrub: Callable[[], object],
) -> Router:
    """Return the router with every handler; people see commands in the order given here.

    Capture comes first: what follows builds on what it kept. `scrub` wipes the database's files of
    what was deleted.
    """
    router, zone = Router(), settings.zone
    prefixes = {"slack": settings.command_prefix}
    capture.register(router)
    questions.register(router, earlier=earlier, nearest_theme=nearest_theme, zone=zone)
    passing_on.register(router, earlier=earlier, zone=zone)
    actions.register(router, earlier=earlier)
    reactions.register(router, earlier=earlier)
    lessons.register(router, zone=zone)
    themes.register(router, zone=zone)
    digests.register(router)
    community.register(
        router,
        administrators=settings.administrator_names,
        prefixes=prefixes,
    )
    afterwards = privacy.Afterwards(earlier.forget, scrub)
    privacy.register(router, afterwards=afterwards, prefixes=prefixes)
    return router
