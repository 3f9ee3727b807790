"""A code shown to one account and typed with the other links them; no other code does."""

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from bot.capture.door import clean
from bot.cards import Answer, Ask, Invalid, Say
from bot.community.linking import cards
from bot.community.linking.codes import (
    ALREADY,
    EXPIRED,
    OWN,
    SAME_PLACE,
    TOO_OFTEN,
    WRONG,
    _new_code,
)
from bot.community.models import Account, AccountLink, LinkCode, LinkTry
from bot.events import Sender
from bot.privacy.cards import FORGET
from bot.privacy.retention import tidy
from tests.chat import all_words, buttons, said
from tests.unit.linking.conftest import Both, person

SLACK, TEAMS = person("slack", "U1"), person("teams", "aad-1")
CODE = re.compile(r"Your code is (\w{4}-\w{4})")


def code_in(answer: Answer | None) -> str:
    found = CODE.search(said(answer))
    assert found is not None
    return found[1]


def get_code(both: Both, who: Sender = SLACK) -> str:
    return code_in(both.press(who, cards.LINK))


def linked(both: Both) -> bool:
    return both.person(SLACK).id == both.person(TEAMS).id


@pytest.mark.parametrize("how", ["{}", "  {}  ", "lower", "bare"])
def test_a_code_typed_with_the_other_account_links_them(both: Both, how: str) -> None:
    code = get_code(both)
    typed = {"lower": code.lower(), "bare": code.replace("-", "")}.get(how, how.format(code))
    answer = both.type(TEAMS, "mydata", f"link {typed}")
    assert "linked" in said(answer)
    assert linked(both)
    assert both.audited().count("accounts.linked") == 1


def test_the_form_takes_it_as_well(both: Both) -> None:
    code = get_code(both, TEAMS)
    button = buttons(both.press(SLACK, cards.LINK))[cards.TYPE]
    ask = both.press(SLACK, button.action, button.value)
    assert isinstance(ask, Ask)
    answer = both.send(SLACK, ask.form.form, code=code)
    assert isinstance(answer, Say)
    assert linked(both)


def test_whoever_made_the_code_is_told_in_private(both: Both) -> None:
    both.type(TEAMS, "mydata", f"link {get_code(both)}", private="chat-1")
    ((_, card),) = both.told(SLACK)
    assert "Teams" in all_words(card)
    assert both.told(TEAMS) == []


def test_people_find_it_where_they_look(both: Both) -> None:
    for answer in (both.type(SLACK, "commonthread"), both.type(SLACK, "mydata")):
        assert buttons(answer)[cards.LINK].label == cards.LABEL
    stranger = person("teams", "aad-5")
    assert buttons(both.type(stranger, "mydata"))[cards.LINK].label == cards.LABEL
    assert code_in(both.type(stranger, "mydata", "link"))


def test_a_code_works_once(both: Both) -> None:
    code, third = get_code(both), person("teams", "aad-3")
    both.type(TEAMS, "mydata", f"link {code}")
    assert said(both.type(third, "mydata", f"link {code}")) == f"{WRONG}\n\n{WRONG}"
    assert both.person(third).id != both.person(SLACK).id


def test_a_newer_code_takes_the_place_of_an_older_one(both: Both) -> None:
    first, second = get_code(both), get_code(both)
    assert WRONG in said(both.type(TEAMS, "mydata", f"link {first}"))
    both.type(TEAMS, "mydata", f"link {second}")
    assert linked(both)


def test_a_code_expires_after_ten_minutes(both: Both) -> None:
    code = get_code(both)
    both.later(minutes=10)
    assert EXPIRED in said(both.type(TEAMS, "mydata", f"link {code}"))
    assert not linked(both)


def test_errors_stand_at_the_field(both: Both) -> None:
    assert both.send(TEAMS, cards.FORM, code="XXXX-XXXX") == Invalid({"code": WRONG})
    assert both.send(TEAMS, cards.FORM, code="") == Invalid({"code": WRONG})


def test_one_s_own_code_and_accounts_that_can_not_be_linked(both: Both) -> None:
    code = get_code(both)
    assert OWN in said(both.type(SLACK, "mydata", f"link {code}"))
    neighbour = person("slack", "U2")
    assert SAME_PLACE in said(both.type(neighbour, "mydata", f"link {code}"))
    both.type(TEAMS, "mydata", f"link {get_code(both)}")
    assert ALREADY in said(both.type(TEAMS, "mydata", f"link {get_code(both)}"))


def test_five_wrong_codes_an_hour_are_enough(both: Both) -> None:
    for number in range(5):
        assert WRONG in said(both.type(TEAMS, "mydata", f"link CCCC-CCC{number}"))
    code = get_code(both)
    assert TOO_OFTEN in said(both.type(TEAMS, "mydata", f"link {code}"))
    assert not linked(both)
    assert both.audited().count("account.code_wrong") == 5
    both.later(hours=1)
    both.type(TEAMS, "mydata", f"link {get_code(both)}")
    assert linked(both)


def test_wrong_codes_at_once_are_counted_too(both: Both) -> None:
    both.type(TEAMS, "commonthread")
    answers: list[str] = []

    def guess() -> None:
        answers.append(said(both.type(TEAMS, "mydata", "link CCCC-CCCC")))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(WRONG in answer for answer in answers) == 5


def test_a_code_typed_twice_at_once_links_once(both: Both) -> None:
    code, answers = get_code(both), list[str]()
    both.type(TEAMS, "commonthread")
    others = [TEAMS, person("teams", "aad-3")]

    def try_it(who: Sender) -> None:
        answers.append(said(both.type(who, "mydata", f"link {code}")))

    threads = [threading.Thread(target=try_it, args=(who,)) for who in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(WRONG in answer for answer in answers) == [False, True]


def test_only_a_hash_of_the_code_is_kept(both: Both) -> None:
    statements: list[str] = []

    def see(conn, cursor, statement, parameters, context, many):  # type: ignore[no-untyped-def]
        statements.append(repr(parameters))

    event.listen(both.database.engine, "before_cursor_execute", see)
    code = get_code(both)
    both.type(TEAMS, "mydata", f"link {code}")
    event.remove(both.database.engine, "before_cursor_execute", see)
    sent = " ".join(statements).upper()
    assert code not in sent
    assert code.replace("-", "") not in sent


def test_redaction_leaves_codes_alone() -> None:
    for _ in range(300):
        code = _new_code()
        assert clean(f"link {code}") == f"link {code}"


def test_old_codes_and_tries_are_dropped(both: Both) -> None:
    get_code(both)
    both.type(TEAMS, "mydata", "link CCCC-CCCC")
    assert left(both) == (1, 1)
    tidy(both.database, 24, both.clock.now())
    assert left(both) == (1, 1)
    tidy(both.database, 24, both.clock.now() + timedelta(hours=2))
    assert left(both) == (0, 0)


def test_forgetting_a_person_forgets_their_codes_and_where_they_are_reached(both: Both) -> None:
    both.type(TEAMS, "mydata", f"link {get_code(both)}", private="chat-1")
    get_code(both, TEAMS)
    both.type(SLACK, "mydata", "link CCCC-CCCC")
    account = both.account(TEAMS).id
    both.press(SLACK, FORGET)
    assert left(both) == (0, 0)
    with both.database.read() as unit:
        assert unit.session.get_one(Account, account).address == ""
        assert unit.session.scalars(select(AccountLink)).all() == []


def left(both: Both) -> tuple[int, int]:
    with both.database.read() as unit:
        codes = unit.session.scalar(select(func.count(LinkCode.account_id)))
        return codes or 0, unit.session.scalar(select(func.count(LinkTry.id))) or 0
