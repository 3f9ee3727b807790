"""Sends each person their waiting questions, once a week, on its first morning at work."""

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.community.reaching import account_to_tell
from bot.community.service.people import belongs
from bot.delivery.outbox import account_destination, post
from bot.questions.experience.service import Experience
from bot.questions.reading import alive
from bot.questions.waiting.cards import OpenQuestion, waiting_card
from bot.questions.waiting.choosing import choose
from bot.questions.waiting.taking_back import SENT
from bot.schedules.models import ScheduleRun
from bot.schedules.runs import claim, fail, finish
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
WEEKLY = "waiting for a week"
LEASE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class WaitingQuestions:
    """The weekly sending; `owner` names this process among replicas."""

    database: Database
    experience: Experience
    calendar: WorkingCalendar
    owner: str

    def send(self, now: datetime) -> int:
        """Send this week's questions unless that is done, or nobody is at work now.

        Returns how many people were written to. Meant for every morning: a Monday that is a bank
        holiday, or was missed, is made up for on the next working day. What fails for one person
        does not hold up the others; it is raised at the end.
        """
        if not self.calendar.is_open(now):
            return 0
        year, number, _ = now.astimezone(self.calendar.zone).isocalendar()
        week = f"{year}-W{number:02d}"
        with self.database.write() as unit:
            run = claim(unit, WEEKLY, week, self.owner, now, LEASE)
            unit.commit()
        if run is None:
            return 0
        sent, faults = self._send_all(week, now)
        self._settle(run, faults, now)
        return sent

    def _send_all(self, week: str, now: datetime) -> tuple[int, list[Exception]]:
        with self.database.read() as unit:
            chosen = choose(unit.session, self.experience, self.calendar, week, now)
        sent, faults = 0, []
        for person_id, questions in chosen.items():
            try:
                with self.database.write() as unit:
                    sent += self._write_to(unit, person_id, questions, week, now)
                    unit.commit()
            except Exception as error:  # noqa: BLE001 - raised below, once the others have theirs
                places = "".join(traceback.format_tb(error.__traceback__))
                log.error("Person %d: %s\n%s", person_id, type(error).__name__, places)
                faults.append(error)
        return sent, faults

    def _settle(self, run: ScheduleRun, faults: list[Exception], now: datetime) -> None:
        with self.database.write() as unit:
            if faults:
                fail(unit, run, type(faults[0]).__name__, now, timedelta(0))
            else:
                finish(unit, run, now)
            unit.commit()
        if faults:
            raise ExceptionGroup("some people could not be written to", faults)

    def _write_to(
        self, unit: UnitOfWork, person_id: int, keys: list[int], week: str, now: datetime
    ) -> bool:
        person = unit.session.get_one(Person, person_id)
        questions = {
            one.id: one
            for one in alive(unit.session, keys)
            if belongs(unit.session, person_id, one.community_id)
        }
        account = account_to_tell(unit.session, person_id)
        if not person.helps or not questions or account is None:
            return False
        card = waiting_card([self._shown(questions[key]) for key in keys if key in questions])
        place = account_destination(unit, account)
        return post(unit, place, card, key=f"{SENT}{week}:{person_id}", now=now)

    def _shown(self, question: Contribution) -> OpenQuestion:
        named = question.channel.community_id == question.community_id
        return OpenQuestion(
            question_id=question.id,
            words=question.text,
            person=question.author.name if named and question.author else "",
            hub=question.hub.name if question.hub else "",
            on=question.posted_at.astimezone(self.calendar.zone).date(),
            link=question.permalink,
        )
