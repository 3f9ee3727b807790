"""After unlinking, each account has its own person again, with what was theirs."""

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.capture.understanding import Understanding
from bot.cards import Answer
from bot.community.linking import cards
from bot.community.linking.handlers import NOT_LINKED
from bot.community.models import AccountLink, Hub, Membership, Person, Role
from bot.events import Sender
from bot.lessons.models import Lesson
from bot.privacy.cards import CAPTURE, HELPS, PAIRS
from bot.questions.models import QuestionFollower, SavedAsking
from bot.store import Database
from tests.chat import Recogniser, all_words, buttons, said
from tests.unit.linking.conftest import Both, person
from tests.unit.linking.test_codes import get_code

SLACK, TEAMS = person("slack", "U1"), person("teams", "aad-1")
CROSSPOST = "How do other hubs keep a rota for calling back enquirers within two days?"


def link(both: Both) -> None:
    assert "linked" in said(both.type(TEAMS, "mydata", f"link {get_code(both)}"))


def unlink(both: Both, by: Sender = SLACK, other: Sender = TEAMS) -> Answer | None:
    return both.press(by, cards.UNLINK, str(both.account(other).id))


def roles(database: Database, who: Person) -> set[Role]:
    with database.read() as unit:
        found = select(Membership.role).where(Membership.person_id == who.id)
        return set(unit.session.scalars(found))


def give_role(both: Both, who: Sender, role: Role) -> None:
    with both.database.write() as unit:
        unit.session.add(
            Membership(person_id=both.person(who).id, community_id=both.community.id, role=role)
        )
        unit.commit()


def put_in_hub(both: Both, who: Sender, slug: str) -> None:
    with both.database.write() as unit:
        hub = unit.session.scalars(select(Hub).where(Hub.slug == slug)).one()
        unit.session.get_one(Person, both.person(who).id).hub = hub
        unit.commit()


def test_mydata_lists_the_accounts_and_unlinks_the_other(both: Both) -> None:
    both.say(TEAMS, "Said on Teams")
    assert "Unlink" not in said(both.type(SLACK, "mydata"))
    link(both)
    shown = both.type(SLACK, "mydata")
    assert "Slack, which you are using" in said(shown)
    button = buttons(shown)[cards.UNLINK]
    assert (button.label, button.value) == ("Unlink Teams", str(both.account(TEAMS).id))
    assert button.confirm
    assert "Unlinked" in said(both.press(SLACK, button.action, button.value))
    assert "Unlink" not in said(both.type(SLACK, "mydata"))
    assert "Said on Teams" in said(both.type(TEAMS, "mydata"))
    assert "Said on Teams" not in said(both.type(SLACK, "mydata"))
    assert "accounts.unlinked" in both.audited()


def test_only_one_s_own_other_accounts_can_be_unlinked(both: Both) -> None:
    both.say(TEAMS, "Hello")
    link(both)
    stranger = person("slack", "U2")
    for value in (str(both.account(TEAMS).id), "x", ""):
        assert NOT_LINKED in said(both.press(stranger, cards.UNLINK, value))
    assert NOT_LINKED in said(unlink(both, SLACK, SLACK))
    assert NOT_LINKED in said(unlink(both, person("slack", "nobody"), TEAMS))
    assert both.person(SLACK).id == both.person(TEAMS).id


def test_each_has_what_was_said_and_tagged_there(both: Both) -> None:
    both.say(SLACK, "Said on Slack")
    both.say(TEAMS, "Said on Teams")
    link(both)
    both.say(SLACK, "Said on Slack since")
    both.say(TEAMS, "Said on Teams since")
    joint = both.person(SLACK).id
    with both.database.write() as unit:
        for said_there in unit.session.scalars(select(Contribution)):
            lesson = Lesson(
                contribution_id=said_there.id,
                what_happened="x",
                recommendation="y",
                worked=True,
                sharing="members",
                tagged_by_id=joint,
                tagged_at=both.clock.now(),
            )
            saved = SavedAsking(
                nonce=f"{said_there.platform}:{said_there.tenant}:{said_there.id}",
                community_id=said_there.community_id,
                person_id=joint,
                at=both.clock.now(),
            )
            follower = QuestionFollower(question_id=said_there.id, person_id=joint)
            follower.at = both.clock.now()
            unit.session.add_all([lesson, saved, follower])
        unit.commit()
    unlink(both)
    assert both.person(SLACK).id != both.person(TEAMS).id
    with both.database.read() as unit:
        rows = unit.session.execute(
            select(Contribution.platform, Contribution.author_id, Lesson.tagged_by_id)
            .join(Lesson, Lesson.contribution_id == Contribution.id)
            .join(QuestionFollower, QuestionFollower.question_id == Contribution.id)
            .where(QuestionFollower.person_id == Lesson.tagged_by_id)
        ).all()
        asked = unit.session.execute(select(SavedAsking.nonce, SavedAsking.person_id)).all()
    of = {"slack": both.person(SLACK).id, "teams": both.person(TEAMS).id}
    assert len(rows) == 4
    assert {(row.platform, row.author_id, row.tagged_by_id) for row in rows} == {
        (name, one, one) for name, one in of.items()
    }
    assert {(nonce.partition(":")[0], person) for nonce, person in asked} == set(of.items())


def test_roles_go_back_to_where_they_came_from(both: Both) -> None:
    both.say(TEAMS, "Hello")
    give_role(both, TEAMS, Role.FACILITATOR)
    link(both)
    assert roles(both.database, both.person(SLACK)) == {Role.MEMBER, Role.FACILITATOR}
    unlink(both)
    assert roles(both.database, both.person(SLACK)) == {Role.MEMBER}
    assert roles(both.database, both.person(TEAMS)) == {Role.FACILITATOR}


def test_roles_given_since_stay_and_roles_taken_since_stay_taken(both: Both) -> None:
    both.say(TEAMS, "Hello")
    give_role(both, TEAMS, Role.FACILITATOR)
    link(both)
    with both.database.write() as unit:
        for row in unit.session.scalars(select(Membership)):
            if row.role is Role.FACILITATOR and row.person_id == both.person(SLACK).id:
                unit.session.delete(row)
        unit.commit()
    give_role(both, SLACK, Role.OFFICIAL)
    unlink(both)
    assert roles(both.database, both.person(SLACK)) == {Role.MEMBER, Role.OFFICIAL}
    assert roles(both.database, both.person(TEAMS)) == set()


def test_a_role_both_had_both_keep(both: Both) -> None:
    both.say(TEAMS, "Hello")
    give_role(both, TEAMS, Role.MEMBER)
    link(both)
    unlink(both)
    for who in (SLACK, TEAMS):
        assert roles(both.database, both.person(who)) == {Role.MEMBER}


def test_a_switched_off_capture_stays_off_for_both(both: Both) -> None:
    both.say(TEAMS, "Hello")
    both.press(TEAMS, CAPTURE, "off")
    link(both)
    both.say(SLACK, "Not to be kept")
    unlink(both)
    for who in (SLACK, TEAMS):
        assert both.person(who).capture_off
        both.say(who, "Not to be kept")
    with both.database.read() as unit:
        assert unit.session.scalars(select(Contribution.text)).all() == ["Hello"]


def test_who_agreed_to_be_named_is_asked_again_after_unlinking(both: Both) -> None:
    both.say(TEAMS, "Hello")
    both.press(TEAMS, HELPS, "on")
    both.press(TEAMS, PAIRS, "on")
    link(both)
    assert both.person(SLACK).helps
    assert both.person(SLACK).pairs
    unlink(both)
    assert not any(both.person(who).helps or both.person(who).pairs for who in (SLACK, TEAMS))


def test_a_linked_person_counts_in_one_hub_and_parted_ones_each_in_their_own(both: Both) -> None:
    both.say(SLACK, "Said on Slack")
    both.say(TEAMS, "Said on Teams before")
    put_in_hub(both, TEAMS, "south")
    both.say(TEAMS, "Said on Teams")
    north, south = both.person(SLACK).hub_id, both.person(TEAMS).hub_id
    link(both)
    assert both.said("Said on Teams").hub_id == north
    assert both.said("Said on Teams before").hub_id is None  # it was in no hub of theirs
    both.say(TEAMS, "Said on Teams since")
    unlink(both)
    assert both.said("Said on Slack").hub_id == north
    assert both.said("Said on Teams").hub_id == south
    assert both.said("Said on Teams since").hub_id == south
    assert (both.person(SLACK).hub_id, both.person(TEAMS).hub_id) == (north, south)


def test_it_is_the_same_the_other_way_round(both: Both) -> None:
    """The account that is kept gives its hub and name, and takes them along when it is parted."""
    both.say(TEAMS, "Said on Teams")
    put_in_hub(both, TEAMS, "south")
    link(both)
    unlink(both, TEAMS, SLACK)
    slack, teams = both.person(SLACK), both.person(TEAMS)
    assert (slack.name, teams.name) == ("Name of U1", "Name of aad-1")
    assert slack.hub is not None
    assert teams.hub is not None
    assert (slack.hub.slug, teams.hub.slug) == ("north", "south")
    assert roles(both.database, slack) == {Role.MEMBER}
    assert roles(both.database, teams) == set()


def test_a_newcomer_takes_the_hub_over_while_linked(both: Both) -> None:
    both.say(TEAMS, "Said on Teams")
    link(both)
    assert both.said("Said on Teams").hub_id == both.person(SLACK).hub_id
    unlink(both)
    assert both.person(TEAMS).hub is None
    assert both.said("Said on Teams").hub_id is None


def test_cross_posts_count_once_while_linked(both: Both) -> None:
    class Embedder:
        name = "none"

        def embed(self, texts: list[str]) -> list[bytes]:
            return [b"\0\0\0\0" for _ in texts]

    def understand() -> list[bool]:
        Understanding(both.database, Embedder(), Recogniser(), []).work_all()  # type: ignore[arg-type]
        with both.database.read() as unit:
            rows = unit.session.scalars(select(Contribution).order_by(Contribution.id))
            return [row.same_as_id is not None for row in rows]

    both.say(SLACK, CROSSPOST)
    both.later(hours=1)
    both.say(TEAMS, CROSSPOST)
    assert understand() == [False, False]
    link(both)
    assert understand() == [False, True]
    unlink(both)
    assert understand() == [False, False]


def test_three_accounts_are_parted_one_by_one(both: Both) -> None:
    third = person("teams", "aad-3", tenant="tenant-2")
    both.say(TEAMS, "Hello")
    both.type(third, "commonthread")
    give_role(both, third, Role.OFFICIAL)
    link(both)
    both.type(third, "mydata", f"link {get_code(both)}")
    assert {both.person(who).id for who in (SLACK, TEAMS, third)} == {both.person(SLACK).id}
    assert "Teams (tenant-2)" in said(both.type(SLACK, "mydata"))
    unlink(both, SLACK, TEAMS)
    assert both.person(third).id == both.person(SLACK).id
    unlink(both, SLACK, third)
    assert len({both.person(who).id for who in (SLACK, TEAMS, third)}) == 3
    assert roles(both.database, both.person(third)) == {Role.OFFICIAL}
    assert roles(both.database, both.person(SLACK)) == {Role.MEMBER}
    with both.database.read() as unit:
        assert unit.session.scalars(select(AccountLink)).all() == []


def test_a_code_links_again_what_was_unlinked(both: Both) -> None:
    both.say(TEAMS, "Hello")
    link(both)
    unlink(both)
    both.later(minutes=1)
    link(both)
    assert both.person(SLACK).id == both.person(TEAMS).id
    told = both.told(SLACK)
    assert len(told) == 2
    assert all("Teams" in all_words(card) for _, card in told)
