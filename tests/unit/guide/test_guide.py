"""The guide in chat and in a browser: compiled, kept in versions, read by those who may."""

from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from adapters.http import make_web_app
from bot.cards import Ask, Invalid, LinkButton, Replace, Say
from bot.community.models import Membership, Person
from bot.events import MessageAction
from bot.health import DatabaseHealth
from bot.lessons.guide import cards
from bot.lessons.guide.document import Guide, Reader
from bot.lessons.guide.models import GuideKey, GuideVersion
from bot.lessons.guide.pages import GuidePages
from bot.lessons.guide.reading import entries_of
from bot.lessons.guide.service import compile_guide, guide_for
from bot.lessons.models import Lesson, Status
from bot.privacy.erasure import forget
from tests.chat import LONDON, buttons, said
from tests.conftest import StoppedClock
from tests.unit.guide.conftest import Library
from tests.world import NOW


def compiled(library: Library) -> int:
    with library.database.write() as unit:
        version = compile_guide(unit, library.community(unit), LONDON, None, NOW)
        unit.commit()
        return version.number


def read(library: Library, reader: Reader = Reader.NOW) -> Guide:
    with library.database.read() as unit:
        found = guide_for(unit.session, library.community(unit), reader)
    assert found is not None
    return found


def recommended(guide: Guide) -> set[str]:
    return {one.recommendation for one in entries_of(guide.stages).values()}


def test_checked_lessons_are_compiled_by_stage_for_each_reader(library: Library) -> None:
    compiled(library)
    assert recommended(read(library)) == {"Open", "Department", "Members"}
    assert [stage.title for stage in read(library).stages] == ["Set-up", "Delivery"]
    assert recommended(read(library, Reader.LATER)) == {"Open", "Department"}
    assert recommended(read(library, Reader.SECTOR)) == {"Open"}
    with library.database.read() as unit:
        lesson = unit.session.get_one(Lesson, library.lessons["Open"])
        assert lesson.status == Status.IN_GUIDE


def test_a_version_tells_what_changed_and_nothing_new_makes_none(library: Library) -> None:
    assert compiled(library) == 1
    answer = library.chat.press(cards.COMPILE, str(library.chat.community.id), user="F1")
    assert isinstance(answer, Say)
    assert "Nothing has changed since version 1" in said(answer)
    library.change("Unchecked", status=Status.CHECKED)
    library.change("Members", status=Status.OUT_OF_DATE)
    assert isinstance(
        library.chat.press(cards.COMPILE, str(library.chat.community.id), user="F1"), Replace
    )
    found = {(one.what, one.recommendation) for one in read(library).changes}
    assert found == {("added", "Unchecked"), ("removed", "Members")}


def test_what_is_narrowed_declined_or_erased_goes_from_a_version_that_stands(
    library: Library,
) -> None:
    compiled(library)
    library.change("Open", sharing="members")
    library.change("Members", status=Status.DECLINED)
    assert recommended(read(library, Reader.SECTOR)) == set()
    assert recommended(read(library)) == {"Open", "Department"}
    library.chat.choose(MessageAction.DONT_KEEP_THIS, "1.2", user="U1")
    with library.database.read() as unit:
        kept = str(unit.session.scalars(select(GuideVersion)).one().stages)
    assert "Department" not in kept
    assert "Lesson Open" in kept


def test_introductions_and_order_survive_the_next_version(library: Library) -> None:
    compiled(library)
    key = str(library.chat.community.id)
    form = library.chat.press(cards.WRITE, key, user="F1")
    assert isinstance(form, Ask)
    values: dict[str, str | tuple[str, ...]] = {"place": "guide/delivery", "words": "Begin here."}
    library.chat.fill_in(form.form, values, user="F1")
    form = library.chat.press(cards.ORDER, key, user="F1")
    assert isinstance(form, Ask)
    last = f"guide/delivery/0/{library.lessons['Department']}"
    library.chat.fill_in(form.form, {"what": last, "to": "first"}, user="F1")
    library.change("Unchecked", status=Status.CHECKED)
    compiled(library)
    delivery = read(library).stages[1]
    assert delivery.introduction == "Begin here."
    entries = [one.recommendation for one in delivery.chapters[0].entries]
    assert entries[0] == "Department"
    assert set(entries) == {"Department", "Open", "Unchecked"}
    wrong = library.chat.fill_in(form.form, {"what": "guide/nowhere", "to": "up"}, user="F1")
    assert isinstance(wrong, Invalid)


@pytest.mark.parametrize(
    ("user", "may"), [("U1", "now"), ("F1", "now"), ("D1", "later"), ("stranger", "")]
)
def test_each_reads_as_they_may(library: Library, user: str, may: str) -> None:
    compiled(library)
    answer = library.chat.type("guide", user=user)
    text = said(answer)
    assert ("Set-up" in text) == (may == "now")
    assert ("1 theme" in text or "Delivery" in text) == bool(may)
    forged = library.chat.press(cards.STAGE, f"{library.chat.community.id}:now:set-up:0", user=user)
    assert ("Members" in said(forged)) == (may == "now")
    for action in (cards.COMPILE, cards.PUBLISH, cards.WRITE, cards.ORDER):
        value = str(library.chat.community.id) + ":on" * (action == cards.PUBLISH)
        answer_to_press = library.chat.press(action, value, user=user)
        refused = isinstance(answer_to_press, Say) and "Only a facil" in said(answer_to_press)
        assert refused == (user != "F1")
    assert (cards.COMPILE in {one.action for one in buttons(answer).values()}) == (user == "F1")


async def test_a_browser_reads_by_a_person_s_key_while_they_may(
    library: Library, clock: StoppedClock
) -> None:
    compiled(library)
    card = library.chat.press(cards.OPEN, f"{library.chat.community.id}:now", user="U1")
    assert isinstance(card, Say)
    addresses = [
        one.url
        for element in card.card.elements
        for one in getattr(element, "buttons", ())
        if isinstance(one, LinkButton)
    ]
    paths = [address.removeprefix("https://hub.example.org") for address in addresses]
    pages = GuidePages(library.database, clock)
    app = make_web_app([], DatabaseHealth(library.database), pages)
    async with TestClient(TestServer(app)) as client:
        for path in paths:
            answer = await client.get(path)
            body = await answer.read()
            assert answer.status == 200
            assert b"Members" in body or "docx" in path
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert (await client.get(paths[0].replace("/html", "/exe"))).status == 404
        assert (await client.get("/guide/nobody-s-key/html")).status == 404
        assert (await client.get("/guides/fostering/html")).status == 404
        with library.database.write() as unit:  # no longer a member: the key opens nothing
            person = unit.session.scalars(select(Person).where(Person.name == "Name of U1")).one()
            unit.session.query(Membership).filter_by(person_id=person.id).delete()
            unit.commit()
        assert (await client.get(paths[0])).status == 404


async def test_a_published_guide_shows_anyone_what_is_for_anyone(
    library: Library, clock: StoppedClock
) -> None:
    compiled(library)
    pages = GuidePages(library.database, clock)
    key = str(library.chat.community.id)
    assert pages.published("fostering", "html") is None
    library.chat.press(cards.PUBLISH, f"{key}:on", user="F1")
    found = pages.published("fostering", "markdown")
    assert found is not None
    assert b"Open" in found.body
    assert b"Department" not in found.body
    library.chat.press(cards.PUBLISH, f"{key}:off", user="F1")
    assert pages.published("fostering", "html") is None


def test_a_key_is_old_after_a_week(library: Library, clock: StoppedClock) -> None:
    compiled(library)
    card = library.chat.press(cards.OPEN, f"{library.chat.community.id}:later", user="D1")
    key = str(card).split("/guide/")[1].split("/")[0]
    pages = GuidePages(library.database, clock)
    clock.at = NOW + timedelta(days=6)
    assert pages.by_key(key, "html") is not None
    clock.at = NOW + timedelta(days=8)
    assert pages.by_key(key, "html") is None


def test_a_forgotten_writer_s_words_and_keys_go_from_the_guide(library: Library) -> None:
    compiled(library)
    key = str(library.chat.community.id)
    library.chat.press(cards.OPEN, f"{key}:now", user="F1")
    form = library.chat.press(cards.WRITE, key, user="F1")
    assert isinstance(form, Ask)
    library.chat.fill_in(form.form, {"place": "guide", "words": "My own words."}, user="F1")
    for name, words in (("F1", "My own words."), ("U1", "Lesson Open")):
        with library.database.write() as unit:
            person = unit.session.scalars(
                select(Person).where(Person.name == f"Name of {name}")
            ).one()
            forget(unit, person, by=None, now=NOW)
            unit.commit()
        assert words not in str(read(library))
    with library.database.read() as unit:
        assert unit.session.scalar(select(GuideKey.key_hash)) is None
        assert "Lesson" not in str(unit.session.scalars(select(GuideVersion)).one().stages)
