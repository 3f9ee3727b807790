"""The department's reply on every platform, through the program: pressed, filled in, sent once.

To be kept beside the contract of asking, whose program it uses.
"""

from sqlalchemy import select, update

from bot.capture.models import Contribution
from bot.cards import Actions, Card, words
from bot.community.models import Community, Membership, Person, Role
from bot.digests.replies.cards import reply_buttons
from bot.digests.replies.models import AskKind, DepartmentAsk, Standing
from bot.digests.replies.service import raise_ask
from bot.ports import PostedMessage
from tests.contracts.asking import AT_WORK, Behind
from tests.contracts.scene import Scene
from tests.contracts.watching import seen, shown, unseen

QUESTION = "When will the new rules for panels apply?"
ASK = "A date for the rules on panels"
REPLY = "We draft them, and ask you first."


def raise_it(behind: Behind, message: str) -> int:
    """Make Bob an official, and have the ask raised and sent; return its id."""
    with behind.database.write() as unit:
        bob = select(Person.id).where(Person.name == "Bob").scalar_subquery()
        theirs = update(Membership).where(Membership.person_id == bob)
        unit.session.execute(theirs.values(role=Role.OFFICIAL))
        kept = unit.session.scalars(
            select(Contribution).where(Contribution.message_id == message)
        ).one()
        community = unit.session.get_one(Community, kept.community_id)
        ask = raise_ask(unit, community, AskKind.DECISION, ASK, by=None, now=AT_WORK, message=kept)
        ask.sent_at = AT_WORK
        unit.commit()
        return ask.id


async def post_ask(scene: Scene, ask: int) -> PostedMessage:
    """Post the ask as a summary shows it, with its buttons."""
    card = Card(text=ASK, elements=(words(ASK), Actions(reply_buttons("ask", ask))))
    return await scene.adapter.post(scene.here, card, 0, "summary")


class ReplyingContract:
    """Subclasses give a `scene` and a `behind`."""

    async def test_an_official_replies_and_the_hub_that_asked_hears_the_department_once(
        self, scene: Scene, behind: Behind
    ) -> None:
        ann, bob = scene.ann, scene.bob
        ask = raise_it(behind, await behind.say(ann, QUESTION))
        posted = await post_ask(scene, ask)

        await scene.press(ann, posted, "Reply")
        await seen(scene, ann, "Only officials")
        await scene.press(bob, posted, "Reply")
        assert ASK in (await shown(scene, bob)).words
        await scene.submit(bob, {"says": "not_doing"})
        assert "Write why not" in (await shown(scene, bob)).words
        await scene.submit(bob, {"says": "doing", "words": REPLY, "by_when": "9 October 2026"})
        await seen(scene, bob, "as from “The department”")

        await behind.deliver()
        await behind.deliver()
        told = [one for one in await scene.sees(ann) if REPLY in one]
        assert len(told) == 2  # in the thread, and in private
        assert all("Doing it, by 9 October 2026" in one for one in told)
        assert await unseen(scene, ann, "Bob")
        with behind.database.read() as unit:
            assert unit.session.get_one(DepartmentAsk, ask).standing is Standing.DOING
