"""Answers linking and unlinking accounts: always the caller's own."""

from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import ensure_person, find_account
from bot.community.checks import Refused
from bot.community.linking import cards
from bot.community.linking.codes import account_of_code, make_code
from bot.community.linking.service import accounts_of, link, unlink
from bot.community.linking.telling import tell
from bot.community.models import Account, Person
from bot.community.names import Names
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn

NOT_LINKED = "That account is not linked with this one. Nothing was changed."
UNLINKED = (
    "Unlinked. Your {other} account is a person of its own again, with its own messages. If you do"
    " not want to be captured there either, type {typed} there."
)


def register(router: Router, names: Names) -> None:
    """Answer the buttons and the form."""

    def show_code(turn: Turn, pressed: ButtonPressed) -> Answer:
        return give_code(turn, names)

    def take_code(turn: Turn, sent: FormSubmitted) -> Answer:
        try:
            return use_code(turn, sent.text("code"), names)
        except Refused as refusal:
            return Invalid({"code": str(refusal)})

    def take_apart(turn: Turn, pressed: ButtonPressed) -> Answer:
        return _unlink(turn, pressed, names)

    router.button(cards.LINK, show_code)
    router.button(cards.TYPE, lambda turn, pressed: Ask(cards.code_form()), reads=True)
    router.button(cards.UNLINK, take_apart)
    router.forms[cards.FORM] = take_code


def _own(turn: Turn) -> tuple[Account, Person]:
    """Return the account that the caller uses, made now if need be, and its person."""
    person = ensure_person(turn.unit, turn.caller.who)
    account = find_account(turn.unit.session, turn.caller.who)
    assert account is not None  # noqa: S101 - just made sure
    return account, person


def give_code(turn: Turn, names: Names) -> Answer:
    """Return a new code for the caller's account."""
    account, person = _own(turn)
    code = make_code(turn.unit, account, person, turn.now)
    return Say(cards.code_card(code, names.typed("mydata", account.platform)))


def use_code(turn: Turn, typed: str, names: Names) -> Answer:
    """Link the caller's account with the one that a code was made with. Raises Refused."""
    account, person = _own(turn)
    other = account_of_code(turn.unit, account, typed, person, turn.now)
    link(turn.unit, account, other, "code", turn.now)
    tell(turn.unit, other, account, "code", turn.now)
    own = names.typed("mydata", account.platform)
    return Say(cards.linked_card(cards.label_of(other, (account, other)), own))


def _unlink(turn: Turn, pressed: ButtonPressed, names: Names) -> Answer:
    own = find_account(turn.unit.session, turn.caller.who)
    others = accounts_of(turn.unit, own.person) if own else []
    chosen = [one for one in others if str(one.id) == pressed.value and one is not own]
    if not chosen:
        return Say(notice(NOT_LINKED))
    other, label = chosen[0], cards.label_of(chosen[0], others)
    unlink(turn.unit, other, turn.now)
    typed = names.typed("mydata", other.platform)
    return Say(notice(UNLINKED.format(other=label, typed=typed)))
