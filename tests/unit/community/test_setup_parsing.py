"""Reading a set-up file: every problem at once, with its line, in plain words."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.community.models import Purpose, Role
from bot.community.setup.parsing import parse_setup
from bot.community.setup.reading import LARGEST, SetupFileError
from bot.community.setup_file import read_setup

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "setup.yaml"


def problems(text: str) -> list[str]:
    with pytest.raises(SetupFileError) as caught:
        parse_setup(text.encode())
    return [str(problem) for problem in caught.value.problems]


def test_the_example_says_what_it_means() -> None:
    setup = read_setup(EXAMPLE)
    assert [programme.past for programme in setup.programmes] == [False, True]
    assert [channel.purpose for channel in setup.channels] == list(Purpose)
    assert [channel.capture for channel in setup.channels] == [True, False, False]
    aisha, barry, claire = setup.people
    assert aisha.hub == ("fostering-hubs", "calder-aire")
    assert [account.platform for account in aisha.accounts] == ["slack", "teams"]
    assert barry.roles == (
        ("fostering", Role.FACILITATOR),
        ("fostering", Role.ADMINISTRATOR),
        ("adoption", Role.FACILITATOR),
    )
    assert claire.roles == (("fostering", Role.OFFICIAL),)


def test_every_problem_is_told_at_once_with_its_place() -> None:
    found = problems(
        """\
programmes:
  - slug: fostering-hubs
    name: Fostering
    colour: blue
  - slug: fostering-hubs
    name: Again
communities:
  - slug: fostering
    name: One
    name: Two
    programme: adoption
channels:
  - platform: irc
    tenant: T1
    conversation: C1
    name: x
    community: nowhere
    purpose: central
    capture: yes
people:
  - name: A
    hub: nowhere
    accounts: []
    roles:
      fostering: boss
      other: member
"""
    )
    places = [line.split(":")[0] for line in found]
    assert places == [
        "line 4, column 5",
        "line 5, column 11",
        "line 10, column 5",
        "line 11, column 16",
        "line 13, column 15",
        "line 17, column 16",
        "line 19, column 14",
        "line 21, column 5",
        "line 22, column 10",
        "line 25, column 18",
        "line 26, column 7",
    ]
    said = "\n".join(found)
    assert "“colour” is not known here. A programme has: slug, name, past." in said
    assert "The programme “fostering-hubs” is given twice: first on line 2." in said
    assert "“name” is given twice" in said
    assert "No programme “adoption” is named under “programmes”. Add it there" in said
    assert "“boss” is not one of: member, facilitator, official, administrator." in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: The file is empty."),
        ("- one\n", "The file is written as names and values"),
        ("programmes: 3\n", "line 1, column 13: “programmes” is a list"),
        ("programmes:\n  - slug: A_B\n    name: x\n", "line 2, column 11: “A_B” can't be a slug."),
        ("programmes:\n  - name: x\n", "line 2, column 5: “slug” is missing."),
        ("programmes:\n  - slug: a\n    name: x\n    past: maybe\n", "“past” is yes or no."),
        ("programmes:\n  - slug: a\n    name: [x]\n", "“name” is a single value"),
        (f"programmes:\n  - slug: a\n    name: {'x' * 201}\n", "longer than 200 characters"),
        ("people: [\n", "line 2, column 1: This is not YAML"),
        ("a: &b 1\nc: *b\n", "line 2, column 4: “*” stands for another part"),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: This is not YAML"),
        ("[" * 1000, "The file is nested too deeply."),
        ("a: \x07\n", "characters that YAML does not allow"),
    ],
)
def test_a_problem_is_told_in_plain_words(text: str, says: str) -> None:
    assert any(says in line for line in problems(text)), problems(text)


def test_one_account_cannot_be_two_people() -> None:
    person = "  - name: {}\n    accounts: [{{platform: slack, tenant: T, user: U1}}]\n"
    found = problems("people:\n" + person.format("A") + person.format("B"))
    assert found == [
        "line 5, column 51: This account is given twice: first on line 3. Keep one of them."
    ]


def test_a_hub_of_two_programmes_must_be_named_in_full() -> None:
    text = """\
programmes: [{slug: a, name: A}, {slug: b, name: B}]
hubs: [{slug: north, name: North, programme: a}, {slug: north, name: North, programme: b}]
people:
  - {name: P, hub: HUB, accounts: [{platform: slack, tenant: T, user: U1}]}
"""
    assert "Write which: “a/north”." in problems(text.replace("HUB", "north"))[0]
    assert parse_setup(text.replace("HUB", "b/north").encode()).people[0].hub == ("b", "north")


def test_ids_that_look_like_numbers_are_kept_as_written() -> None:
    text = "people: [{name: P, accounts: [{platform: slack, tenant: 007, user: 1e5}]}]"
    account = parse_setup(text.encode()).people[0].accounts[0]
    assert (account.tenant, account.user_id) == ("007", "1e5")


def test_microsoft_s_ids_are_read_as_its_events_tell_them() -> None:
    tenant, user = "AAAAAAAA-0000-4000-8000-00000000000F", "EEEEEEEE-0000-4000-8000-00000000000A"
    setup = parse_setup(
        f"""\
programmes: [{{slug: p, name: P}}]
communities: [{{slug: c, name: C, programme: p}}]
channels:
  - {{platform: teams, tenant: {tenant}, conversation: "19:General@thread.tacv2", name: x,
     community: c, purpose: community}}
people:
  - name: Ann
    accounts:
      - {{platform: teams, tenant: {tenant}, user: {user}}}
      - {{platform: teams, tenant: {tenant}, user: "29:1AbC"}}
      - {{platform: slack, tenant: {tenant}, user: {user}}}
""".encode()
    )
    directory, service, slack = setup.people[0].accounts
    assert directory.key == ("teams", tenant.lower(), user.lower())
    assert service.key == ("teams", tenant.lower(), "29:1AbC")
    assert slack.key == ("slack", tenant, user)
    (channel,) = setup.channels
    assert (channel.tenant, channel.conversation) == (tenant.lower(), "19:General@thread.tacv2")


def test_what_is_not_utf_8_is_told_with_its_line() -> None:
    with pytest.raises(SetupFileError, match="line 2, column 1: This is not UTF-8"):
        parse_setup(b"# ok\nname: caf\xe9\n")


def test_a_huge_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupFileError, match="larger than"):
        parse_setup(b"#" * (LARGEST + 1))
    with pytest.raises(SetupFileError, match="can't be read: No such file"):
        read_setup(tmp_path / "none.yaml")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(alphabet="ab:-[]{}\"'\n &*!#>|%@\t", max_size=80))
)
def test_any_bytes_are_a_set_up_or_a_told_problem(data: bytes | str) -> None:
    with suppress(SetupFileError):
        parse_setup(data.encode() if isinstance(data, str) else data)
