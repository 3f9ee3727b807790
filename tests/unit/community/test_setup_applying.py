"""Applying a set-up: once is enough, changes are followed, nobody is deleted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Channel, Community, Hub, Membership, Person, Role
from bot.community.setup.applying import apply_setup
from bot.community.setup.reading import SetupFileError
from bot.community.setup.report import SetupReport
from bot.community.setup.sample import sample_setup
from bot.community.setup_file import apply_setup_file
from bot.delivery.models import OutboxRow
from bot.privacy.models import AuditEntry
from bot.sample import sample_channels, sample_hubs, sample_people
from bot.store import Database, UnitOfWork
from tests.unit.community.test_setup_parsing import EXAMPLE

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)


def apply(database: Database, tmp_path: Path, text: str) -> SetupReport:
    path = tmp_path / "setup.yaml"
    path.write_text(text, encoding="utf-8")
    return apply_setup_file(database, path, NOW)


def test_applying_twice_changes_nothing(database: Database) -> None:
    first = apply_setup_file(database, EXAMPLE, NOW)
    assert (first.added, first.changed, first.unchanged) == (12, 0, 0)
    again = apply_setup_file(database, EXAMPLE, NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 12)
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(OutboxRow.id))) == 1
        assert unit.session.scalar(select(func.count(AuditEntry.id))) == 1
    assert "People: 3 added, 0 changed, 0 unchanged." in str(first)
    assert first.as_dict()["counts"]["channels"] == {"added": 3, "changed": 0, "unchanged": 0}


def test_a_changed_file_is_followed(database: Database, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    agreed = text.replace(
        "  - name: Aisha Ackroyd\n", "  - name: Aisha Ackroyd\n    helps: yes\n    pairs: yes\n"
    )
    agreed = agreed.replace(
        "name: Fostering hubs\n", "name: Fostering hubs\n    two_approve: yes\n", 1
    )
    apply(database, tmp_path, agreed)
    with database.write() as unit:
        [aisha] = unit.session.scalars(select(Person).where(Person.helps, Person.pairs))
        assert aisha.name == "Aisha Ackroyd"
        aisha.helps = aisha.pairs = False  # her own switches
        unit.commit()
    assert apply(database, tmp_path, agreed).changed == 0
    text = text.replace("Aisha Ackroyd", "Aisha Ahmed")
    text = text.replace("fostering: [facilitator, administrator]", "fostering: member")
    text = text.replace("Foster Calder and Aire", "Calder")
    text = text.replace("capture: yes", "capture: no")
    report = apply(database, tmp_path, text)
    with database.read() as unit:
        two = unit.session.scalars(select(Community.slug).where(Community.two_approve))
        assert two.all() == ["fostering"], "a file that says nothing of it leaves it as it was"
    assert (report.added, report.changed, report.unchanged) == (0, 4, 8)
    with database.read() as unit:
        assert unit.session.scalar(select(Hub.name).where(Hub.slug == "calder-aire")) == "Calder"
        assert unit.session.scalar(select(func.count(Channel.id)).where(Channel.capture)) == 0
        on = Person.helps | Person.pairs
        assert not unit.session.scalars(select(Person).where(on)).all()
        barry = unit.session.scalars(select(Person).where(Person.name == "Barry Ibbotson")).one()
        roles = unit.session.execute(
            select(Community.slug, Membership.role)
            .join(Community, Community.id == Membership.community_id)
            .where(Membership.person_id == barry.id)
        )
        assert set(map(tuple, roles)) == {
            ("fostering", Role.MEMBER),
            ("adoption", Role.FACILITATOR),
        }


def test_switching_capture_on_again_is_announced_again(database: Database, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for later, capture in enumerate(("yes", "no", "yes")):
        path = tmp_path / "setup.yaml"
        path.write_text(text.replace("capture: yes", f"capture: {capture}"), encoding="utf-8")
        apply_setup_file(database, path, NOW.replace(minute=later))
    with database.read() as unit:
        cards = unit.session.scalars(select(OutboxRow)).all()
    assert len(cards) == 2
    assert {card.conversation for card in cards} == {"C0HUBLEADS"}
    assert "/mydata" in cards[0].card


def test_people_left_out_of_the_file_stay(database: Database, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    apply(database, tmp_path, text)
    with database.write() as unit:
        claire = unit.session.scalars(select(Person).where(Person.name == "Claire Denholm")).one()
        _contribute(unit.session.scalars(select(Channel)).first(), claire, unit)
        unit.commit()
    report = apply(database, tmp_path, text[: text.index("  - name: Barry")])
    assert (report.left, report.left_with_contributions) == (2, 1)
    assert "Nobody is deleted" in str(report)
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(Person.id))) == 3


def test_accounts_of_one_person_are_joined(database: Database, tmp_path: Path) -> None:
    """Two people met live, on Slack and on Teams; the file says that they are one."""
    with database.write() as unit:
        for platform, tenant, user in (
            ("slack", "T0EXAMPLE", "U0AISHA"),
            ("teams", "00000000-0000-0000-0000-000000000000", "29:aisha"),
        ):
            person = Person(name=platform, capture_off=platform == "teams")
            unit.session.add(person)
            unit.flush()
            account = Account(
                platform=platform, tenant=tenant, user_id=user, person_id=person.id, email=None
            )
            unit.session.add(account)
        unit.commit()
    report = apply(database, tmp_path, EXAMPLE.read_text(encoding="utf-8"))
    assert report.joined == 1
    with database.read() as unit:
        aisha = unit.session.scalars(select(Person).where(Person.name == "Aisha Ackroyd")).one()
        assert aisha.capture_off, "who asked not to be captured stays so"
        assert unit.session.scalar(select(func.count(Person.id))) == 3
        owners = unit.session.scalars(select(Account.person_id).where(Account.user_id != "x"))
        assert list(owners).count(aisha.id) == 2


def test_what_the_joined_person_said_follows_them(database: Database, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    apply(database, tmp_path, text)
    with database.write() as unit:
        other = Person(name="Claire on Teams")
        unit.session.add(other)
        unit.flush()
        account = Account(
            platform="teams", tenant="t", user_id="29:c", person_id=other.id, email=None
        )
        unit.session.add(account)
        claire = unit.session.scalars(select(Person).where(Person.name == "Claire Denholm")).one()
        community = unit.session.scalars(select(Community)).first()
        assert community is not None
        for role in (Role.OFFICIAL, Role.MEMBER):
            unit.session.add(Membership(person_id=other.id, community_id=community.id, role=role))
        _contribute(unit.session.scalars(select(Channel)).first(), other, unit)
        unit.commit()
    teams = "        user: U0CLAIRE\n      - {platform: teams, tenant: t, user: '29:c'}\n"
    report = apply(database, tmp_path, text.replace("        user: U0CLAIRE\n", teams))
    assert report.joined == 1
    with database.read() as unit:
        assert unit.session.scalars(select(Contribution.author_id)).one() == claire.id


def test_a_wrong_file_changes_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(SetupFileError):
        apply(database, tmp_path, "programmes: [{slug: a, name: A}, {slug: a, name: B}]")
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(Hub.id))) == 0


def test_the_sample_is_set_up_as_the_demonstration_needs_it(database: Database) -> None:
    setup = sample_setup(sample_channels(), sample_people(), sample_hubs())
    with database.write() as unit:
        apply_setup(unit, setup, NOW)
        unit.commit()
    with database.write() as unit:
        again = apply_setup(unit, setup, NOW)
    assert (again.added, again.changed) == (0, 0)
    channels = {channel.conversation: channel for channel in setup.channels}
    assert channels["teams-data-ig-and-systems"].capture
    assert channels["slack-raa-look-back"].community == "adoption"
    assert not channels["central-government"].capture
    people = {person.accounts[0].user_id: person for person in setup.people}
    assert people["u001"].hub == ("fostering-hubs", "calder-aire")
    assert people["u077"].roles == (("fostering", Role.OFFICIAL),)
    assert people["u065"].hub == ("regional-adoption-agencies", "raa-northmoor")
    assert people["u075"].hub is None
    assert len(people) == 78


def _contribute(channel: Channel | None, person: Person, unit: UnitOfWork) -> None:
    assert channel is not None
    unit.session.add(
        Contribution(
            community_id=channel.community_id,
            channel_id=channel.id,
            platform=channel.platform,
            tenant=channel.tenant,
            conversation=channel.conversation,
            message_id="1",
            thread="1",
            author_id=person.id,
            kind=Kind.QUESTION,
            text="Who runs the phone line?",
            posted_at=NOW,
            version=NOW,
        )
    )


def test_an_address_that_the_platform_vouches_for_is_not_put_in_doubt(database: Database) -> None:
    apply_setup_file(database, EXAMPLE, NOW)
    with database.write() as unit:
        told = unit.session.scalars(select(Account).where(Account.email.is_not(None))).all()
        assert told
        assert not any(account.email_vouched for account in told)
        for account in told:
            account.email, account.email_vouched = "vouched@example.org", True
        unit.commit()
    again = apply_setup_file(database, EXAMPLE, NOW)
    assert again.changed == 0
    with database.read() as unit:
        addresses = select(Account.email).where(Account.email_vouched)
        assert set(unit.session.scalars(addresses)) == {"vouched@example.org"}
