"""What an introduction is about: a question, a theme, or what somebody asked in private.

Named as it is kept: "question:12", "theme:3", "ask:" and what tells one asking from another.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Person
from bot.questions import life
from bot.themes.models import Theme, ThemeState
from bot.words import number_in

QUESTION, THEME, ASK = "question", "theme", "ask"


@dataclass(frozen=True, slots=True)
class Subject:
    """What two people are to talk about; `quoted` are the question's own words, `asker` whose.

    What was asked in private has neither words nor a community: nothing of it is kept.
    """

    about: str
    community_id: int | None = None
    quoted: str = ""
    theme: str = ""
    asker: Person | None = None
    question: Contribution | None = None

    @property
    def link(self) -> str | None:
        """Return where the question is asked."""
        return self.question.permalink if self.question else None


def find_subject(session: Session, about: str) -> Subject | None:
    """Return the subject of that name, unless it is gone."""
    kind, _, name = about.partition(":")
    match kind:
        case "question":
            return of_question(session, number_in(name))
        case "theme":
            return _of_theme(session, number_in(name))
        case "ask":
            return Subject(about)
    return None


def asked_in_private(nonce: str) -> str:
    """Return the name of what somebody asked in private; a nonce may be of any length."""
    return f"{ASK}:{hashlib.sha256(nonce.encode()).hexdigest()[:24]}"


def of_question(session: Session, question_id: int) -> Subject | None:
    """Return a question that was asked here; of cross-posts, the first."""
    named = session.get(Contribution, question_id)
    question = life.first_of(session, named) if named else None
    if question is None or question.deleted_at is not None or question.kind not in life.ASKABLE:
        return None
    if question.origin != "chat" or not question.is_root:
        return None
    return Subject(
        about=f"{QUESTION}:{question.id}",
        community_id=question.community_id,
        quoted=question.text,
        asker=question.author,
        question=question,
    )


def _of_theme(session: Session, theme_id: int) -> Subject | None:
    theme = session.get(Theme, theme_id)
    if theme is None or theme.state is not ThemeState.ACTIVE:
        return None
    return Subject(about=f"{THEME}:{theme.id}", community_id=theme.community_id, theme=theme.label)
