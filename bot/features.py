"""Every feature's handlers, registered with one router."""

from bot.capture import handlers as capture
from bot.community import handlers as community
from bot.digests import handlers as digests
from bot.lessons import handlers as lessons
from bot.questions import actions, reactions
from bot.questions import handlers as questions
from bot.questions.lookup import EarlierAnswers
from bot.router import Router
from bot.settings import Settings
from bot.store import Database
from bot.themes import handlers as themes_handlers
from bot.themes.service import Themes


def make_router(
    settings: Settings, database: Database | None, answers: EarlierAnswers, themes: Themes | None
) -> Router:
    """Return the router with every handler. Commands are listed in the order given here."""
    router = Router()
    capture.register(router)
    return router
