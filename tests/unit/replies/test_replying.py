"""An official replies: each channel and person that raised it hears the department once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import update

from bot.cards import Ask, Invalid
from bot.community.models import Account, Channel, Membership, Person, Purpose
from bot.digests.replies.models import ReplyState, Standing
from bot.digests.replies.officials import SAID, SENT, TO_CHECK
from bot.digests.replies.releasing import HELD, SETTLED
from bot.themes.curation import Curation
from bot.themes.models import Theme
from tests.chat import all_words, as_a, buttons, said
from tests.unit.replies.hall import CENTRAL, Hall
from tests.world import NOW, PLATFORM


def test_a_reply_on_a_theme_reaches_channels_people_and_the_themes_page_once(hall: Hall) -> None:
    with hall.database.write() as unit:  # H0 has a second account; H1 does not belong any more
        person = unit.session.query(Person).filter_by(name="Name of H0").one()
        unit.session.add(Account(platform="teams", tenant="X", user_id="T0", person_id=person.id))
        gone = unit.session.query(Person).filter_by(name="Name of H1").one()
        unit.session.query(Membership).filter_by(person_id=gone.id).delete()
        unit.commit()
    hall.say("Same with us", "old", user="U1", thread="panel-0", at=NOW - timedelta(weeks=9))
    answer = hall.reply(f"theme:{hall.topic}", "not_doing", "The law does not allow it.", "")
    assert said(answer).startswith(SENT)
    assert said(hall.reply(f"theme:{hall.topic}", "not_doing", "The law does not allow it.")) == (
        f"{SAID}\n\n{SAID}"
    )
    posted = hall.sent("reply:")
    assert sorted(row.conversation for row, _ in hall.outbox() if row.key in posted) == ["C1", "C2"]
    told = [(row.platform, row.user_id) for row, _ in hall.outbox() if "told" in row.key]
    assert sorted(told) == [(PLATFORM, "H0"), (PLATFORM, "H2")]
    for card in [*posted.values(), *hall.sent("reply-told:").values()]:
        words = all_words(card)
        assert "The department" in words
        assert "Not doing it" in words
        assert "The law does not allow it." in words
        assert "Name of D1" not in words
        assert "Panels take" not in words  # nothing that a member wrote
    for reader in ("U1", "D1"):
        page = said(hall.press("theme_open", str(hall.topic), user=reader))
        assert "The law does not allow it." in page
        assert "Not doing it, 21 September 2026" in page


def test_a_reply_to_an_ask_goes_into_its_thread_and_a_later_one_changes_where_it_stands(
    hall: Hall,
) -> None:
    hall.say("When do the rules come?", "q1", user="U1")
    hall.say("We wait too", "q2", user="U2", thread="q1")
    hall.say("Noted", "q3", user="D2", thread="q1")  # who is no member is told as none
    ask = hall.ask(message="q1")
    hall.reply(f"ask:{ask}", "acknowledged", "")
    assert hall.the_ask(ask).standing is Standing.ACKNOWLEDGED
    assert hall.the_ask(ask).settled_at is None
    hall.reply(f"ask:{ask}", "doing", "We draft them.", "9 October 2026", user="D2")
    hall.reply(f"ask:{ask}", "answered", "In May.")
    assert hall.the_ask(ask).standing is Standing.ANSWERED
    assert hall.the_ask(ask).settled_at == NOW
    rows = [row for row, _ in hall.outbox() if row.key.startswith("reply:")]
    assert [(row.conversation, row.thread) for row in rows] == 3 * [("C1", "q1")]
    assert [row.user_id for row, _ in hall.outbox() if "told:1" in row.key] == ["U1", "U2"]
    second = [card for key, card in hall.sent("reply:").items() if key.startswith("reply:2:")]
    assert "Doing it, by 9 October 2026" in all_words(second[0])


def test_a_channel_in_which_an_ask_and_its_theme_were_raised_hears_it_in_the_thread(
    hall: Hall,
) -> None:
    ask = hall.ask(message="panel-0", theme=hall.topic)
    hall.reply(f"ask:{ask}")
    rows = [row for row, _ in hall.outbox() if row.key.startswith("reply:")]
    assert [(row.conversation, row.thread) for row in rows] == [("C1", "panel-0"), ("C2", None)]
    assert "In May." in said(hall.press("theme_open", str(hall.topic)))


def test_channels_that_are_not_the_communitys_any_more_hear_nothing(hall: Hall) -> None:
    with hall.database.write() as unit:
        now_central = update(Channel).where(Channel.conversation == "C2")
        unit.session.execute(now_central.values(purpose=Purpose.CENTRAL))
        unit.commit()
    hall.reply(f"theme:{hall.topic}")
    assert [row.conversation for row, _ in hall.outbox() if row.key.startswith("reply:")] == ["C1"]


def test_a_facilitator_releases_a_reply_once_or_holds_it_back_with_a_reason(hall: Hall) -> None:
    hall.releasing()
    ask = hall.ask()
    for words in ("In May.", "In June."):
        assert said(hall.reply(f"ask:{ask}", words=words)).startswith(TO_CHECK)
    assert hall.sent("reply:") == {}
    assert hall.the_ask(ask).standing is Standing.OPEN
    first, second = hall.replies()
    waiting = [row.conversation for row, _ in hall.outbox()]
    assert waiting == ["CF", "CF"]
    released = hall.press("reply_release", str(first.id), user="F1")
    assert "Released by Name of F1 on 21 September 2026" in said(released)
    assert SETTLED[ReplyState.RELEASED] in said(
        hall.press("reply_release", str(first.id), user="F1")
    )
    assert len(hall.sent("reply:")) == 1
    assert hall.the_ask(ask).standing is Standing.ANSWERED
    why = as_a(Ask, hall.press("reply_hold", str(second.id), user="F1")).form
    assert isinstance(hall.fill_in(why, {"reason": " "}, user="F1"), Invalid)
    assert HELD in said(hall.fill_in(why, {"reason": "Which June?"}, user="F1"))
    assert "Which June?" in hall.told("D1")[0]
    assert len(hall.sent("reply:")) == 1


def test_two_who_release_at_once_and_two_who_send_at_once_send_once(hall: Hall) -> None:
    hall.releasing()
    value = f"theme:{hall.topic}"
    form = as_a(Ask, hall.press("reply_write", value, user="D1", where=CENTRAL)).form
    filled: dict[str, str | tuple[str, ...]] = {"says": "answered", "words": "In May."}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: hall.fill_in(form, filled, user="D1"), range(4)))
        (reply,) = hall.replies()
        list(pool.map(lambda _: hall.press("reply_release", str(reply.id), user="F1"), range(4)))
    assert len(hall.sent("reply-check:")) == 1
    assert sorted(hall.sent("reply:")) == ["reply:1:1", "reply:1:2"]
    assert len(hall.sent("reply-told:")) == 3


def test_names_in_a_reply_are_refused_as_the_hubs_and_the_next_summary_read_it(hall: Hall) -> None:
    answer = as_a(Invalid, hall.reply(f"theme:{hall.topic}", words="Thank you, Name of H0."))
    assert "Leave out names" in answer.errors["words"]
    assert hall.replies() == []


def test_an_official_follows_a_theme_and_hears_of_replies_by_others(hall: Hall) -> None:
    value = f"theme:{hall.topic}"
    opened = hall.press("theme_open", str(hall.topic), user="D2")
    assert buttons(opened)["theme_follow"].value == value
    hall.press("theme_follow", value, user="D2", where=CENTRAL)
    hall.press("theme_follow", value, user="D1", where=CENTRAL)
    with hall.database.write() as unit:  # a follower of what is merged follows what it is now in
        topic = unit.session.get_one(Theme, hall.topic)
        new = Theme(community_id=topic.community_id, label="Panels", born_at=NOW)
        unit.session.add(new)
        unit.flush()
        Curation(unit, unit.session.get_one(Person, 1), NOW).merge(topic, new)
        unit.commit()
        into = str(new.id)
    assert "theme_unfollow" in buttons(hall.press("theme_open", into, user="D2"))
    hall.reply(value)
    assert [row.user_id for row, _ in hall.outbox() if "followed" in row.key] == ["D2"]
    hall.press("theme_unfollow", value, user="D2", where=CENTRAL)
    hall.reply(value, words="In June.")
    assert len(hall.sent("reply-followed:")) == 1


def test_a_question_to_the_hubs_is_posted_where_the_theme_was_raised(hall: Hall) -> None:
    hall.releasing()
    form = as_a(Ask, hall.press("reply_ask_back", f"theme:{hall.topic}", user="D1")).form
    hall.fill_in(form, {"words": "How many panels sat in August?"}, user="D1")
    assert hall.sent("ask-back:") == {}
    hall.press("ask_back_release", "1", user="F1")
    hall.press("ask_back_release", "1", user="F1")
    rows = [(row, card) for row, card in hall.outbox() if row.key.startswith("ask-back:")]
    assert sorted(row.conversation for row, _ in rows) == ["C1", "C2"]
    for _, card in rows:
        assert "The department asks" in all_words(card)
        assert "How many panels sat in August?" in all_words(card)
        assert "Name of D1" not in all_words(card)
    hall.deliver("asked")
    hall.say("Four sat here", "a1", user="H2", thread="asked", conversation="C2")
    assert hall.kept("a1", "C2").kind == "answer"
