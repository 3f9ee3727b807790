"""Listens to what was understood, and suggests an earlier answer under a question that is new.

It runs in the unit of work that keeps what was understood, so that the suggestion's row and what is
posted are stored together, or neither is.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.capture.models import Contribution, Kind
from bot.community.caller import Caller
from bot.community.models import Purpose
from bot.delivery.outbox import channel_destination, post
from bot.events import Sender
from bot.ports import Clock
from bot.questions.lookup import EarlierAnswers, Found
from bot.questions.models import Suggestion
from bot.questions.sharing import Audience, shown_to
from bot.questions.sight import Shown, past_communities
from bot.questions.suggesting import reading
from bot.questions.suggesting.cards import suggestion_card
from bot.questions.suggesting.taking_back import take_back
from bot.questions.sureness import CHANNEL_FROM
from bot.store import UnitOfWork
from bot.themes.threads import thread_key

FRESH = timedelta(hours=1)
"""An older question is left alone: what comes so late only disturbs."""
KEPT_FROM = CHANNEL_FROM / 2
"""Down to this an edited question keeps its suggestion: putting an error right costs it nothing."""


@dataclass(frozen=True, slots=True)
class Suggesting:
    """A listener of `bot.capture.understanding`; days are told in `zone`."""

    earlier: EarlierAnswers
    clock: Clock
    zone: ZoneInfo

    def take(self, unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
        """Suggest an answer to each new question that we are sure of; look again at edited ones."""
        asked = [
            (one, vector) for one, vector in understood if one.is_root and one.origin == "chat"
        ]
        if not asked:
            return
        rows = select(Suggestion).where(Suggestion.question_id.in_([one.id for one, _ in asked]))
        known = {row.question_id: row for row in unit.session.scalars(rows)}
        for contribution, vector in asked:
            if contribution.id in known:
                self._look_again(unit, known[contribution.id], contribution, vector)
            elif self._is_new_question(contribution):
                self._consider(unit, contribution, vector)

    def _is_new_question(self, one: Contribution) -> bool:
        """Say whether it is a question just posted, in a channel that captures, seen for sure.

        What a person put to the network by command they know the earlier answers of: its kind was
        said by them.
        """
        return (
            one.kind is Kind.QUESTION
            and one.kind_by == "machine"
            and one.same_as_id is None
            and self.clock.now() - one.posted_at < FRESH
            and one.channel.capture
            and one.channel.purpose is Purpose.COMMUNITY
        )

    def _consider(self, unit: UnitOfWork, question: Contribution, vector: bytes) -> None:
        unit.alone_with(f"suggestion:{question.id}")
        past = past_communities(unit.session)
        if question.community_id in past or reading.is_taken_care_of(unit.session, question):
            return
        least = reading.bar_of(unit.session, question.community_id, self.clock.now())
        found = self.earlier.under(unit, question, vector, {question.community_id, *past})
        likely = [one for one in found if one.probability >= least]
        if not likely:
            return
        refused = reading.refused_threads(unit, question, vector, self.earlier)
        for one in likely:
            seen = shown_to_all(question, one, past, self.zone)
            if seen is not None and thread_key(one.contribution) not in refused:
                self._suggest(unit, question, one, seen)
                return

    def _suggest(self, unit: UnitOfWork, question: Contribution, found: Found, seen: Shown) -> None:
        now, key = self.clock.now(), f"suggestion:{question.id}"
        place = channel_destination(question.channel, question.message_id)
        if not post(unit, place, suggestion_card(question.id, seen), key=key, now=now):
            return
        unit.session.add(
            Suggestion(
                question_id=question.id,
                answer_id=found.contribution.id,
                outbox_key=key,
                probability=found.probability,
                signs=asdict(found.signs) if found.signs else {},
                at=now,
            )
        )
        unit.flush()

    def _look_again(
        self, unit: UnitOfWork, suggested: Suggestion, question: Contribution, vector: bytes
    ) -> None:
        """Take the suggestion back when the question was edited away from what it answers."""
        if suggested.helpful is not None or question.version <= suggested.at:
            return
        past = past_communities(unit.session)
        found = self.earlier.under(unit, question, vector, {question.community_id, *past})
        still = any(
            one.contribution.id == suggested.answer_id and one.probability >= KEPT_FROM
            for one in found
        )
        if not still or question.kind is not Kind.QUESTION:
            take_back(unit, suggested, self.clock.now())


def shown_to_all(
    question: Contribution, found: Found, past: dict[int, str], zone: ZoneInfo
) -> Shown | None:
    """Return what was found as every member in the question's channel may see it, or None."""
    nobody = Sender(platform=question.platform, tenant=question.tenant, user_id="", name="")
    audience = Audience(question.community_id, frozenset())
    return shown_to(audience, found, Caller(who=nobody, person=None), past, zone)
