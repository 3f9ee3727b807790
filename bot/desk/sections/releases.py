"""What the department wrote that a facilitator has to release before the hubs see it."""

from bot.cards import Button
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.digests.replies.cards import OPEN_BACK, OPEN_REPLY, facts_of
from bot.digests.replies.reading import waiting_questions, waiting_replies
from bot.digests.replies.wording import subject_words
from bot.router import Turn
from bot.words import shorten

NAME = "releases"
QUOTED = 140


def replies_to_release(turn: Turn, community: Community) -> SectionContent:
    """Return the replies and questions of the department that wait, the oldest first."""
    session = turn.unit.session
    replies = [
        Item(
            key=f"reply:{one.id}",
            lead=shorten(subject_words(session, one.theme_id, one.ask_id), QUOTED),
            facts=f"A reply: {facts_of(one.says, one.by_when)}. The hubs have not seen it.",
            buttons=(Button("Open the reply", OPEN_REPLY, str(one.id)),),
        )
        for one in waiting_replies(session, community.id)
    ]
    questions = [
        Item(
            key=f"ask-back:{one.id}",
            lead=shorten(subject_words(session, one.theme_id, None), QUOTED),
            facts=f"A question to the hubs: “{shorten(one.words, QUOTED)}”",
            buttons=(Button("Open the question", OPEN_BACK, str(one.id)),),
        )
        for one in waiting_questions(session, community.id)
    ]
    return SectionContent(
        name=NAME,
        title="Replies to release",
        nothing="no reply to release",
        items=(*replies, *questions),
    )
