"""Questions that nobody answered in over two working days."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import Session

from bot.cards import LinkButton
from bot.community.models import Community
from bot.desk.content import Item, SectionContent
from bot.introductions import introduce_button
from bot.introductions.models import Introduction
from bot.introductions.subjects import QUESTION
from bot.questions import life
from bot.questions.models import OfferOfHelp
from bot.router import Turn
from bot.schedules.working import WorkingCalendar
from bot.words import count, shorten

NAME = "unanswered"
QUOTED = 140


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The section; waiting is counted in working days."""

    calendar: WorkingCalendar

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the questions, the longest waiting first."""
        session = turn.unit.session
        waiting = life.unanswered(session, community.id, self.calendar, turn.now)
        offered = _first_offers(session, [one.question.id for one in waiting if one.offers])
        return SectionContent(
            name=NAME,
            title="Questions without an answer",
            nothing="no question without an answer for 2 working days",
            items=tuple(_item(one, offered.get(one.question.id)) for one in waiting),
        )


def _first_offers(session: Session, question_ids: Sequence[int]) -> dict[int, int]:
    """Return who offered help first with each question, unless they were to be introduced."""
    about = literal(f"{QUESTION}:") + cast(OfferOfHelp.question_id, String)
    introduced = select(Introduction.id).where(Introduction.about == about)
    rows = session.execute(
        select(OfferOfHelp.question_id, OfferOfHelp.person_id)
        .where(OfferOfHelp.question_id.in_(question_ids), ~introduced.exists())
        .order_by(OfferOfHelp.at.desc(), OfferOfHelp.person_id.desc())
    )
    return {question_id: person_id for question_id, person_id in rows}  # noqa: C416 - no pairs


def _item(one: life.Waiting, helper_id: int | None) -> Item:
    question = one.question
    hub = question.hub.name if question.hub else "Someone"
    offers = f" {count(one.offers, 'person has', 'people have')} offered to help."
    links = (LinkButton("Open", question.permalink),) if question.permalink else ()
    about = f"{QUESTION}:{question.id}"
    meet = (introduce_button(about, helper_id, label="Introduce them"),) if helper_id else ()
    return Item(
        key=f"question:{question.id}",
        lead=f"“{shorten(question.text, QUOTED)}”",
        facts=f"{hub}, {count(one.days, 'working day')} ago.{offers if one.offers else ''}",
        buttons=(*links, *meet),
        closes=True,
    )
