"""Keeps the resources of messages, in step with their words; lets go of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, select

from bot.capture.models import Contribution
from bot.events import SharedFile
from bot.lessons.resources.models import Audience, Resource
from bot.lessons.resources.words import (
    LONGEST_TITLE,
    LONGEST_URL,
    is_explained,
    links_in,
    title_of,
    who_for,
)
from bot.store import UnitOfWork
from bot.words import shorten


def take(unit: UnitOfWork, understood: Sequence[tuple[Contribution, bytes]]) -> None:
    """Keep the links of messages just read: a listener of `bot.capture.understanding`."""
    messages = [message for message, _ in understood]
    there = _there(unit, [message.id for message in messages])
    for message in messages:
        links = links_in(message.text) if is_explained(message.text) else []
        wanted = {link: title_of(link, message.text) for link in links}
        _bring_up_to_date(unit, message, wanted, there[message.id], files=False)


def keep_files(unit: UnitOfWork, message: Contribution, files: Sequence[SharedFile]) -> None:
    """Keep the files that were shared with a message, and no others."""
    explained = files if is_explained(message.text) else ()
    wanted = {
        file.url: shorten(file.name, LONGEST_TITLE)
        for file in explained
        if len(file.url) <= LONGEST_URL
    }
    _bring_up_to_date(unit, message, wanted, _there(unit, [message.id])[message.id], files=True)


def _there(unit: UnitOfWork, messages: Collection[int]) -> Mapping[int, list[Resource]]:
    found: dict[int, list[Resource]] = defaultdict(list)
    for row in unit.session.scalars(
        select(Resource).where(Resource.contribution_id.in_(messages)).order_by(Resource.id)
    ):
        found[row.contribution_id].append(row)
    return found


def _bring_up_to_date(
    unit: UnitOfWork,
    message: Contribution,
    wanted: Mapping[str, str],
    there: Sequence[Resource],
    *,
    files: bool,
) -> None:
    """Have the message's links, or files, be those wanted; words that a person gave stay."""
    for row in there:
        if row.is_file is files and row.url not in wanted:
            unit.session.delete(row)
        elif row.is_file is files and row.by_id is None:
            row.title, row.who_for = wanted[row.url], who_for(message.text)
    known = {row.url for row in there}
    for url in (one for one in wanted if one not in known):
        unit.session.add(
            Resource(
                contribution_id=message.id,
                url=url,
                is_file=files,
                title=wanted[url],
                who_for=who_for(message.text),
            )
        )
    unit.flush()


def let_go(unit: UnitOfWork, messages: Collection[int]) -> None:
    """Remove the resources of messages that were erased."""
    unit.session.execute(delete(Resource).where(Resource.contribution_id.in_(messages)))


def forget_words(unit: UnitOfWork, person_id: int) -> None:
    """Take back the words that a person gave to others' resources: the message's own come again."""
    for row in unit.session.scalars(select(Resource).where(Resource.by_id == person_id)).all():
        text = row.contribution.text
        row.title = "Shared file" if row.is_file else title_of(row.url, text)
        row.who_for, row.by_id, row.audience = who_for(text), None, Audience.MEMBERS
