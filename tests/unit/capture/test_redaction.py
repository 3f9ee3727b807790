"""What redaction takes out, what it leaves, and where it says it found it."""

import dataclasses

import pytest

from bot.capture.door import at_the_door
from bot.capture.redaction import Finding, Kind, Redacted, redact
from bot.events import SearchTyped
from tests.world import NOW, place, sender

TAKEN = {
    "ring 07700 900318 after four": "ring [phone] after four",
    "ring +44 7700 900318 or (01632) 960 417": "ring [phone] or [phone]",
    "in hospital (07700 900546 is her daughter)": "in hospital ([phone] is her daughter)",
    "mobile 7700900546, ext free": "mobile [phone], ext free",
    "Email from <mailto:r.t@example.org|r.t@example.org> again": "Email from [email] again",
    '<p>Write to <a href="mailto:r.t@example.org">Rita</a></p>': "<p>Write to [email]</p>",
    "to foster.duty+nw@example.net, rejected": "to [email], rejected",
    "NHS number 999-904-5499 and 999 194 6292": "NHS number [NHS number] and [NHS number]",
    "NHS no. 1234567890 has a wrong check digit": "NHS no. [NHS number] has a wrong check digit",
    "is 943 476 5919 one of ours": "is [NHS number] one of ours",
    "CS-204417, LCS 3381920, EHM/0098213": "[case number], [case number], [case number]",
    "Mosaic ID 1187342 and ZC26C00418": "[case number] and [case number]",
    "case number 44718 is shut": "case number [case number] is shut",
    "Auntie in ga12 6hq tonight": "Auntie in [postcode] tonight",
    "carer at 3 Marlpit Row LB3 9QD": "carer at [address] [postcode]",
    "a family's address (Flat 6, Ostler House)": "a family's address ([address])",
    "she lives on Marlpit Row": "she lives on [address]",
    "mae'n byw yn 14 Heol Newydd": "mae'n byw yn [address]",
    "DOB 14/03/2017 on the form": "DOB [date of birth] on the form",
    "the youngest's date of birth, 2 Feb 2021": "the youngest's date of birth, [date of birth]",
    "Alfie Dunstall (3/4/2018) is ours": "[name] ([date of birth]) is ours",
    "NI number AB 12 34 56 C": "NI number [National Insurance number]",
    "sort code 12-34-56, account 12345678": ("sort code [bank details], account [bank details]"),
    "her grandson Alfie Dunstall since Sunday": "her grandson [name] since Sunday",
    "Letter from Joy and Colin Farrimond says": "Letter from [name] and [name] says",
    "with Maisie and Reuben since Friday": "with [name] and [name] since Friday",
    "the draft for Asha Redpath-Osei to the wrong Asha": "the draft for [name] to the wrong [name]",
    "a real family, surname Haverstock-Nwosu, 2 adults": "a real family, surname [name], 2 adults",
    "Tyler-James Brackwell, nine, was seen": "[name], nine, was seen",
    "Grace (7) and her brother": "[name] (7) and her brother",
    "got alfie (7) in placement": "got [name] (7) in placement",
    "Mr and Mrs Bleasdale rang": "Mr and Mrs [name] rang",
    "the Khan family have moved": "the [name] family have moved",
    "Mae Elin (7 oed) gyda ni": "Mae [name] (7 oed) gyda ni",
    "Joy &amp; Colin Farrimond": "[name] &amp; [name]",
}


@pytest.mark.parametrize(("said", "kept"), TAKEN.items())
def test_personal_data_becomes_a_marker(said, kept):
    assert redact(said).text == kept


@pytest.mark.parametrize(
    "said",
    [
        "Mark it as amber and chase the GP, said nobody called Mark or Chase",
        "grace period on the parking app is 10 mins",
        "Booking ref 2026-10-14-LDS-0031 for the Hope Street hotel, rate closes Friday",
        "Section 20, Reg 24 Hour Party People, Form F, Stage 2, KS2 1st years",
        "Thanks Priya, really helpful. Hi Sarah! Ask Helen in comms.",
        "Pennine Edge (3), Ribble Vale (12), Leeds (4) have signed",
        "Mockingbird, Ofsted, Skills to Foster, Facebook and the Fostering Network",
        "Clare's Law, Martin House, Queen Elizabeth Hospital, John Lewis",
        "the helpline on 0300 123 4567 is open",
        "9.30-10.45 11.15 on 01/02/2026, £1,200,000, version 10.4.2",
        "ticket INC-0012345, PO-778120, ISO-27001, meeting 345 678 912 334",
        "the hub was born on 1 April 2024",
        "satnav postcode for the hotel is LS1 4QQ",
        "LS1 is a district, not a home",
        "the fee at 192.168.10.24 is a joke",
        "",
        " \n ",
    ],
)
def test_what_only_looks_like_personal_data_is_kept(said):
    assert redact(said) == Redacted(said)


@pytest.mark.parametrize(
    "said",
    [
        "<@U012AB3CD> and <#C01|hub-leads> and <!here>",
        '<at id="0">Priya Shah</at> said yes',
        "@Priya Shah and @u039 and @priya.shah know",
        "<https://hubs.example.org/docs/alfie-dunstall|the guide>",
        "https://hubs.example.org/docs/07700900318?q=1",
        "[name] rang [phone] about [date of birth]",
    ],
)
def test_mentions_links_and_markers_survive(said):
    assert redact(said).text == said


def test_an_address_inside_a_link_is_taken_and_the_link_is_kept():
    said = "<https://x.example.org/form?email=rita%40example.org&page=2|form>"
    assert redact(said).text == "<https://x.example.org/form?email=[email]&page=2|form>"


def test_findings_point_into_the_original_text():
    said = "Bev Hallorane, 07700 900318"
    assert redact(said).found == (Finding(0, 13, Kind.NAME), Finding(15, 27, Kind.PHONE))


def test_the_result_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        redact("x").text = "y"


def test_what_people_search_for_is_redacted_at_the_door() -> None:
    typed = SearchTyped(
        event_id="e1", at=NOW, who=sender(), where=place(), text="ring 07700 900123 about rotas"
    )
    text = at_the_door(typed).text
    assert "900123" not in text
    assert text.endswith("about rotas")
