"""The list of summaries, drafts on request, how they are approved, and who may do none of it."""

import pytest
from sqlalchemy import select

from bot.cards import Answer, Ask, Say
from bot.community.models import Community, Programme, Role
from bot.digests.models import Summary, SummaryState
from bot.events import Sender
from bot.schedules.calendar import Period
from bot.store import Database
from tests.unit.digests.desk import Desk, draft_it, words_of
from tests.unit.digests.talk import Talk

BUTTONS = ("approve", "send_back", "edit", "amend", "recall", "again", "open")


def test_a_draft_is_made_on_request_and_the_list_shows_each_with_its_state(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay, olu = told.person("Fay", Role.FACILITATOR), told.person("Olu", Role.OFFICIAL)
    assert "There is no summary yet" in repr(desk.type(fay, "summaries"))
    made = words_of(desk.type(fay, "draft"))
    assert "Panel dates" in made
    assert words_of(desk.type(fay, "draft")) == made
    with told.database.read() as unit:
        (summary,) = unit.session.scalars(select(Summary)).all()
    assert summary.period.startswith("asked-2026-09-21T")
    assert "Waits for approval" in repr(desk.type(fay, "summaries"))
    assert "Posted" not in repr(desk.type(olu, "summaries"))
    desk.approve(fay, summary.id)
    assert "Approved by Fay" in repr(desk.type(fay, "summaries"))
    listed = desk.type(olu, "summaries")
    assert "Posted" in repr(listed)
    assert "Fay" not in repr(listed)
    assert "Draft" not in repr(listed)
    kept = desk.press(olu, "summary_open", summary.id)
    assert "Panel dates: 3 to 5 hubs" in words_of(kept)
    assert "Amend" not in repr(kept)
    assert "Reply" in repr(kept)


def test_how_it_is_approved_is_set_in_chat(told: Talk, desk: Desk, database: Database) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    asked = desk.type(fay, "approval")
    assert isinstance(asked, Ask)
    answer = desk.send(fay, asked.form.form, asked.form.context, two="yes", releases="yes")
    assert "Two facilitators approve each summary." in words_of(answer)
    with database.read() as unit:
        community = unit.session.get_one(Community, told.community_id)
        assert (community.two_approve, community.releases_replies) == (True, True)
    assert desk.audited() == ["approval_set"]


@pytest.mark.parametrize("who", ["member", "official", "elsewhere"])
def test_nobody_else_decides_or_changes_anything(
    who: str, told: Talk, desk: Desk, period: Period, database: Database
) -> None:
    if who == "elsewhere":
        sender = facilitator_elsewhere(told, database)
    else:
        sender = told.person("Mo", Role(who))
    summary = draft_it(told, period)
    theme = f"theme:{desk.snapshot().themes[0].theme_id}"

    def all_of_them() -> list[Answer | None]:
        values = {"words": "Other", "why": "Why", "reason": "Why", "stays": "no", "which": theme}
        contexts = {"change": f"{summary} {theme}"}
        return [
            *(desk.press(sender, f"summary_{one}", f"{summary} 0") for one in BUTTONS[:1]),
            *(desk.press(sender, f"summary_{one}", summary) for one in BUTTONS[1:6]),
            *(
                desk.send(sender, f"summary_{one}", contexts.get(one, summary), **values)
                for one in ("send_back", "choose", "change", "recall")
            ),
        ]

    for answer in all_of_them():
        assert "Only a facilitator of Recruitment hubs" in words_of(answer)
    here = str(told.community_id)
    drafting = desk.press(sender, "summary_draft_now", here)
    setting = desk.press(sender, "summary_approval", here)
    saving = desk.send(sender, "summary_approval", here, two="yes")
    for answer in (drafting, setting, saving, desk.type(sender, "draft")):
        assert "Only a facilitator of this community" in words_of(answer)
    assert "Panel" not in repr(desk.press(sender, "summary_open", summary))
    assert desk.state() is SummaryState.DRAFTED
    assert desk.seen_in("central") == []
    assert desk.audited() == ["summary_drafted"]
    desk.approve(told.person("Fay", Role.FACILITATOR), summary)
    for answer in all_of_them():
        assert "Only a facilitator of Recruitment hubs" in words_of(answer)
    assert desk.state() is SummaryState.APPROVED
    assert desk.audited() == ["summary_drafted", "summary_approved"]


def facilitator_elsewhere(told: Talk, database: Database) -> Sender:
    other = Talk(database, told.now)
    with database.write() as unit:
        programme = unit.session.scalars(select(Programme)).one()
        community = Community(slug="other", name="Other", programme=programme)
        unit.session.add(community)
        unit.commit()
        other.community_id = community.id
    return other.person("Ola", Role.FACILITATOR)


@pytest.mark.parametrize("value", ["", "7", "one", "99999999999999999999", "²"])
def test_a_summary_that_is_not_there_is_said_plainly(value: str, told: Talk, desk: Desk) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    answer = desk.press(fay, "summary_approve", value)
    assert isinstance(answer, Say)
    assert "can't be found" in words_of(answer)
