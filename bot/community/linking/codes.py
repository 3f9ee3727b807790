"""One-time codes: shown to a person with one account, typed with their other one.

A code is eight letters and digits that can't be taken for each other. It works once, for ten
minutes; only its hash is kept.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from bot.capture.door import clean
from bot.community.checks import Refused
from bot.community.linking.service import in_one_organisation
from bot.community.models import Account, LinkCode, LinkTry, Person
from bot.privacy.audit import record
from bot.store import UnitOfWork

ALPHABET = "CDFGHJKMNPQRTWXY34679"
LENGTH = 8
VALID = timedelta(minutes=10)
WRONG_AT_MOST = 5
WRONG_WITHIN = timedelta(hours=1)
TOO_OFTEN = (
    "You have typed too many codes that do not work. Wait an hour, then make a new code with your"
    " other account. Nothing was linked."
)
WRONG = (
    "That code does not work. Check that you typed all eight letters and digits, or make a new"
    " code with your other account. A code works once. Nothing was linked."
)
EXPIRED = (
    "That code has expired: a code works for 10 minutes. Make a new one with your other account."
    " Nothing was linked."
)
OWN = (
    "That code was made with this account. Type it with your other account, on the other platform."
    " Nothing was linked."
)
ALREADY = "These two accounts are linked already."
SAME_PLACE = (
    "Both accounts are in the same organisation on the same platform, so I can't link them: I"
    " could not tell their messages apart again. Nothing was linked."
)


def make_code(unit: UnitOfWork, account: Account, by: Person, now: datetime) -> str:
    """Return a new code for an account, in place of an older one, as a person reads it."""
    code = _new_code()
    unit.session.execute(delete(LinkCode).where(LinkCode.account_id == account.id))
    unit.session.add(LinkCode(account_id=account.id, code_hash=_hash(code), expires_at=now + VALID))
    unit.flush()
    record(unit, by=by, action="account.code_made", subject=f"account:{account.id}", now=now)
    return code


def _new_code() -> str:
    """Return a code that the door lets through: by chance, letters may spell a name ("WYN")."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        code = f"{letters[:4]}-{letters[4:]}"
        if all(clean(words) == words for words in (code, f"link {code}")):
            return code


def _hash(code: str) -> str:
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def account_of_code(
    unit: UnitOfWork, account: Account, typed: str, by: Person, now: datetime
) -> Account:
    """Use a code up: return the account it was made with. Raises Refused; wrong ones are counted.

    `account` is the one with which it was typed.
    """
    unit.alone_with(f"link:{account.id}")
    if _wrong_lately(unit, account, now) >= WRONG_AT_MOST:
        raise Refused(TOO_OFTEN)
    code = unit.session.scalar(
        select(LinkCode).where(LinkCode.code_hash == _hash(typed)).with_for_update()
    )
    if code is None:
        unit.session.add(LinkTry(account_id=account.id, at=now))
        record(unit, by=by, action="account.code_wrong", subject=f"account:{account.id}", now=now)
        raise Refused(WRONG)
    if code.expires_at <= now:
        raise Refused(EXPIRED)
    other = unit.session.get_one(Account, code.account_id)
    if other.id == account.id:
        raise Refused(OWN)
    unit.session.delete(code)
    if other.person_id == account.person_id:
        raise Refused(ALREADY)
    if in_one_organisation(unit, account, other):
        raise Refused(SAME_PLACE)
    return other


def _wrong_lately(unit: UnitOfWork, account: Account, now: datetime) -> int:
    wrong = select(func.count(LinkTry.id)).where(
        LinkTry.account_id == account.id, LinkTry.at > now - WRONG_WITHIN
    )
    return unit.session.scalar(wrong) or 0


def tidy_codes(unit: UnitOfWork, now: datetime) -> None:
    """Drop codes that expired an hour ago, and wrong tries that count no longer."""
    unit.session.execute(delete(LinkCode).where(LinkCode.expires_at < now - WRONG_WITHIN))
    unit.session.execute(delete(LinkTry).where(LinkTry.at <= now - WRONG_WITHIN))
