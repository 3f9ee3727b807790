"""What people see of linking their accounts. Pure: rows in, cards and forms out."""

from collections.abc import Sequence

from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    Element,
    Form,
    Heading,
    Text,
    TextField,
    words,
)
from bot.community.models import Account

LINK, TYPE, UNLINK = "account.link", "account.type_code", "account.unlink"
FORM = "account.code"
LABEL = "Link my other account"
CONFIRM = (
    "From then on I treat the two accounts as two people again, each with its own messages and"
    " roles. I will not link them by myself again."
)


def link_button() -> Button:
    """Return the button that begins to link another account."""
    return Button(LABEL, LINK)


def label_of(account: Account, among: Sequence[Account]) -> str:
    """Return an account as its person knows it: the platform, and where it is not plain, more."""
    name = account.platform.capitalize()
    alike = [one for one in among if one.platform == account.platform]
    return f"{name} ({account.tenant})" if len(alike) > 1 else name


def code_card(code: str, typed: str) -> Card:
    """Return a new code, and how to use it; `typed` is how the command is typed."""
    return Card(
        text=f"Your code is {code}. Type it with your other account within 10 minutes.",
        title=LABEL,
        elements=(
            words("Do you use Common Thread with two accounts, one on each chat platform?"),
            words("Link them, and you count as one person with the roles of both."),
            words(f"Your code is {code}", strong=True),
            Bullets(
                (
                    (Text(f"Go to your other account, open {typed} and choose “{LABEL}”."),),
                    (Text("There choose “Type a code”, and type this one."),),
                )
            ),
            words("The code works once, for 10 minutes. Give it to nobody else.", quiet=True),
            words("Have you got a code from your other account already?"),
            Actions((Button("Type a code", TYPE, opens_form=True),)),
        ),
    )


def code_form() -> Form:
    """Return the form for a code from the other account."""
    field = TextField(
        name="code",
        label="The code that your other account showed you",
        hint="Eight letters and digits, for example CDFG-3467. Type no code from somebody else.",
        max_length=40,
    )
    return Form(form=FORM, title="Type a code", fields=(field,), submit="Link")


def linked_card(other: str, typed: str) -> Card:
    """Return what is said where a code was typed; `other` is the account linked."""
    told = f"This account and your {other} account are linked: you now count as one person."
    return Card(
        text=told,
        elements=(
            words(told),
            words(
                f"What is held about you is under {typed}, for both. To undo this, choose “Unlink”"
                " there.",
                quiet=True,
            ),
        ),
    )


def told_card(own: str, other: Account, among: Sequence[Account], why: str) -> Card:
    """Tell a person in private that their account `own` was linked with `other`, and the undoing.

    `why` is a sentence.
    """
    label = label_of(other, among)
    told = f"I have linked your {own} and {label} accounts: they now count as one person."
    return Card(
        text=f"{told} To undo this, choose “Unlink”.",
        title="Your accounts are linked",
        elements=(
            words(told),
            words(why),
            words(
                f"If you do not want this, or the {label} account is not yours, choose “Unlink”"
                " here, or later where the command “mydata” shows you what is held about you."
            ),
            Actions((unlink_button(other, among),)),
        ),
    )


def unlink_button(account: Account, among: Sequence[Account]) -> Button:
    """Return the button that unlinks an account from the one it is pressed with."""
    label = f"Unlink {label_of(account, among)}"
    return Button(label, UNLINK, str(account.id), confirm=CONFIRM)


def accounts_part(accounts: Sequence[Account], using: int | None) -> tuple[Element, ...]:
    """Return a person's accounts with their buttons; `using` is the one they see this with."""
    others = [one for one in accounts if one.id != using]
    if using is None or not others:
        return ()
    lines = tuple(
        (Text(f"{label_of(one, accounts)}{', which you are using' if one.id == using else ''}"),)
        for one in accounts
    )
    buttons = tuple(unlink_button(one, accounts) for one in others)
    return Heading("Your linked accounts"), Bullets(lines), Actions(buttons)
