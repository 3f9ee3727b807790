"""Questions for the reader: those that wait for someone like them, and the answers to their own."""

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope, Shared
from bot.digests.letters.items import answer_item, question_item
from bot.questions.life.reading import new_replies_to
from bot.questions.reading import alive


def waiting_items(scope: Scope, shared: Shared) -> list[Item]:
    """Return the questions chosen for a person who agreed to help, or those of a channel."""
    session = scope.unit.session
    if scope.person is None:
        chosen = [one for key in scope.communities for one in shared.questions_in(session, key)]
    else:
        chosen = shared.questions_for(session, scope.person.id) if scope.person.helps else []
    found = {one.id: one for one in alive(session, chosen)}
    return [
        question_item(scope.said(found[key]))
        for key in chosen
        if key in found and found[key].community_id in scope.communities
    ]


def answer_items(scope: Scope) -> list[Item]:
    """Return what others replied to a person's open questions, the newest first."""
    if scope.person is None:
        return []
    replies = new_replies_to(scope.unit.session, scope.person.id, scope.since, scope.until)
    by_question: dict[int, tuple[Contribution, list[Contribution]]] = {}
    for question, reply in replies:
        if question.community_id in scope.communities:
            by_question.setdefault(question.id, (question, []))[1].append(reply)
    return [
        answer_item(scope.said(question), scope.said(found[0]), len(found))
        for question, found in by_question.values()
    ]
