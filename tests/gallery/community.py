"""Help, setting up, people, and what a channel is told."""

from adapters.grouping import MatrixIndex, words_embedder
from bot.cards import Card
from bot.community.announcing import announcement
from bot.community.cards import channels, help, home, people
from bot.community.models import Role
from bot.community.names import Names
from bot.features import make_router
from bot.questions.life.cards import Asked, home_section
from bot.questions.lookup import EarlierAnswers
from bot.settings import Settings
from tests.gallery.pictures import Example, Picture, example
from tests.gallery.world import (
    ADOPTERS,
    ADOPTION,
    AISHA,
    BARRY,
    CHANNEL,
    COMMUNITY,
    HUBS,
    HUW,
    KEPT,
    PROGRAMME,
    SLACK_CHANNEL,
)


def _help(platform: str) -> Card:
    router = make_router(
        Settings(_env_file=None),
        earlier=EarlierAnswers(words_embedder(), MatrixIndex()),
        nearest_theme=lambda session, community_id, vector: None,
        scrub=lambda: None,
    )
    typed = Names(router, {}).lines(platform)
    return help.help_card(typed, "/mydata", CHANNEL, curates=True, hint="", platform=platform)


PICTURES = (
    Picture(
        "welcome",
        "In a channel for the first time",
        "Before a channel is set up, when capture is switched on in it, to who joins it later, and"
        " when a person begins a chat with the bot.",
        (
            example(channels.welcome_card, "/commonthread"),
            Example(announcement, announcement(CHANNEL), on_slack=announcement(SLACK_CHANNEL)),
            example(channels.newcomer_card, CHANNEL, "/mydata"),
            example(channels.greeting_card, "/mydata"),
        ),
    ),
    Picture(
        "help",
        "Help",
        "What `/commonthread` shows a facilitator; members see no buttons.",
        (Example(help.help_card, _help("teams"), on_slack=_help("slack")),),
    ),
    Picture(
        "set-up",
        "Setting a channel up",
        "The form behind “Set up this channel”, and what is said when it is saved.",
        (
            example(
                channels.set_up_form, [PROGRAMME, ADOPTION], [COMMUNITY, ADOPTERS], CHANNEL, ""
            ),
            example(channels.saved_card, CHANNEL, True, ""),
        ),
    ),
    Picture(
        "people",
        "People, roles and hubs",
        "Who is what, and which hubs are not captured.",
        (
            example(people.people_form, COMMUNITY, [AISHA, BARRY, HUW], HUBS, tuple(Role)),
            example(people.hubs_form, COMMUNITY, HUBS),
        ),
    ),
    Picture(
        "home",
        "A person's own page",
        "The app's Home on Slack, the answer to “home” on Teams.",
        (
            example(
                home.home_card,
                "Aisha",
                AISHA,
                [(Role.MEMBER, "Hub leads"), (Role.FACILITATOR, "Adoption leaders")],
                KEPT,
                home_section([Asked(1, KEPT[0].text, KEPT[0].posted_at.date(), None)], 1),
            ),
        ),
    ),
    Picture(
        "refusals",
        "When something can't be done here",
        "Errors say what happened and what to do next.",
        (
            example(help.refused),
            example(help.not_here, "/commonthread"),
            example(help.not_set_up, "/commonthread"),
        ),
    ),
)
