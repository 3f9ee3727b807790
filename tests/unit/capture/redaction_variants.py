"""Writes messages with invented personal data, seeded: what redaction has not been tuned on.

Half of the first names and nearly all surnames stand on none of the product's lists.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

LISTED = [
    "Alfie",
    "Maisie",
    "Callum",
    "Reuben",
    "Denise",
    "Gareth",
    "Tunde",
    "Bethan",
    "Kian",
    "Asha",
    "Ffion",
    "Imran",
    "Priya",
    "Zofia",
    "Kayleigh",
    "Tyrone",
    "Mohammed",
    "Aaliyah",
    "Siobhan",
    "Owain",
    "Keira",
    "Samira",
    "Jayden",
    "Marlene",
    "Geraint",
]
UNLISTED = [
    "Zyrell",
    "Tamsyn",
    "Braidy",
    "Oisin",
    "Nkechi",
    "Jaxxon",
    "Saffi",
    "Lowri",
    "Harvir",
    "Zubaida",
    "Ikenna",
    "Bartek",
    "Ilinca",
    "Yonas",
    "Selam",
    "Tesfay",
    "Rozhin",
    "Shilan",
    "Emlynne",
    "Kesiah",
    "Taveon",
    "Mirabai",
    "Dragomir",
    "Ceinwen",
    "Orlaith",
]
WORDS = [
    "Grace",
    "Ruby",
    "Amber",
    "Hope",
    "Lily",
    "Mason",
    "Hunter",
    "Jade",
    "Rose",
    "Summer",
    "Skye",
    "Daisy",
    "Poppy",
    "Faith",
]
SURNAMES = [
    "Orrinsby",
    "Tellwright",
    "Quarmford",
    "Penhallick",
    "Brindlesea",
    "Harkaway",
    "Marchbanks",
    "Skelhorne",
    "Vantongeren",
    "Nakagami",
    "Oyelaran-Pike",
    "Ffoulkes-Rudd",
    "Chowdhary-Lunt",
    "Dunmallet",
    "Kettlewhite",
    "Tregarrick",
    "Hossain-Bray",
    "Wrigglesby",
    "Okonjo-Teale",
    "Prendergrass",
]

FULL_NAME_TEMPLATES = """
{full} has been with us six weeks and school still won't give her a place
Does anyone have a contact for {full}'s old social worker?
Sibling group of three, the eldest is {full}, looking for a home together
carer {full} wants to move hubs, who does the transfer form
Just had {full} in tears on the phone, twelve years a carer and nobody returned her call
please can whoever visited {full} last night ring me
we approved {full} and her husband at Tuesday's panel, first in months
Panel for {full} moved to Thursday.
had a lovely note from {full}, one of our first carers, about the buddy scheme
Mr {surname} rang twice about his travel claim
the {surname} family were told four different rates
my enquirer {full} says an agency has offered her £600 a week
Referral just in: {full}, {age}, needs a bed by six
referral for {full} ({age}) came to us by mistake
{full} ({age}) and {first} ({age2}) to be placed together if at all possible
Has anybody assessed {couple}? They say they were with a hub up north
{couple} are stepping down after the allegation, gutted
letters went to {couple} and to the wrong address as well
a boy called {first} turned up at the hub home with a bin bag
Her grandson {first} has been there since March and no one's assessed her
little girl, {first}, aged {age}, hasn't had a medical in two years
nan has {first} and {first2} full time now, SGO talk but no money
{first} is back with mum from Monday so the bed's free
We were told {first}'s school would pay for the taxi. They won't.
gran says {first} can't sleep, any therapeutic input going spare?
Mae {full} wedi symud at ei mam-gu
Gofalwr newydd, {full}, yn holi am y lwfans
bachgen o'r enw {first}, {age} oed, angen lle heno
""".strip().splitlines()
HELD_BACK_TEMPLATES = """
The solicitor copied all nine of us into an email about {full}, including the contact schedule
Anyone had dealings with {full}? Approved by an agency in 2023, wants to transfer
{full} rang the main line at 7pm asking if she can keep both brothers
whoever has {first} on their caseload, his taxi hasn't turned up again
brilliant evening, {full} told her story and there wasn't a dry eye
we lost {couple} to an agency this week over the mileage
Two of ours, {first} and {first2}, have shared a room since they were babies
please don't post screenshots, that last one had {full} and her address in the corner
Could somebody translate for {full}, she's a kinship carer and speaks Tigrinya
PEP meeting for {first} got cancelled a third time
the audit picked {full}'s file and of course it's the one with no supervision notes
{full} passed away on Sunday. She fostered 83 children. Funeral details to follow
we've had a complaint from {full} that the course leader called her "just a nan"
still waiting on {full}'s DBS, fourteen weeks
Ms {surname} wants to know why her council pays less than next door
{first} (he's {age}) asked the buddy if he could stay forever
sleepover at {full}'s went really well, both boys slept through
sibs {first} {age}, {first2} {age2}, emergency, tonight, anywhere within an hour
the report says {first} hit {first2}, it was the other way round
my colleague typed {full} in the subject line, can an admin delete the thread
""".strip().splitlines()
"""Written after the rules: at first sight 69 % of the words of names in them were found. What that
taught is in the rules now, so this is no longer an unseen text."""

STRUCTURED_TEMPLATES = """
phone|ring me on {phone} after four
phone|his mobile: {phone}, don't leave a voicemail
phone|she said to try {phone} or knock
phone|Out of hours is {phone} till Monday
phone|new number for our duty worker's own phone {phone} (not for sharing)
email|send it to {email} not the shared inbox
email|{email} keeps getting our digest, who is that
email|reply to <mailto:{email}|{email}> today please
email|it bounced ({email})
nhs_number|medical came back, NHS no {nhs}, wrong surgery
nhs_number|anyone else's form rejected for {nhs}? says patient not found
nhs_number|NHS: {nhs}
case_number|{case} won't close in the system
case_number|can someone look at {case} for me
case_number|the file {case} was left open all weekend
postcode|anyone covering {postcode}? family moves Saturday
postcode|she lives in {postcode} so it's the wrong council
postcode|nearest carer to {postcode} please
address|delivering beds to {address} tomorrow, who has the van
address|neighbour of {address} complained again
address|They've moved to {address}
dob|dob {dob} on one form and a different one on the other
dob|She was born {dob} so turns 18 in placement
dob|date of birth: {dob}
dob|baby ({dob} DOB) still not registered
""".strip().splitlines()
HARMLESS = """
Grace period on the licence ends Friday.
May half term is a write-off
Hope that helps!
Mark this as done please
Will the panel sit in August?
Bill for the venue is £480
Thanks Priya, that's gold
hi Gareth, good to have you here
Rose by 12% on last quarter
Skye and the islands have one worker for 900 miles
Amber alert on the website contract
Ruby Tuesday was the quiz winner, obviously
Summer school for assessors is full
Chase the references on day three, not week three
We met at St Helens town hall
Booking ref 8812-KLD-20260914 for the room
order 20260914 arrived
£07,700 over budget
the 0800 freephone line took 400 calls
ring the helpline on 0300 555 0123
9.30-10.45 then 11.00-12.15
page 12, row 31, table 4, 2026-27 figures
3 Court hearings in one week
12 Foster Way campaign posters
Hub home number two opens in Wrexham in 2027
we interviewed 40 people in 3 days
Facebook lead ads at £22
the Welsh families group meets Thursdays
Mockingbird fidelity review
Form F, Stage 2, Reg 24 and Schedule 4
the MacAlister review said so
Clare's Law training
meet at the Premier Inn, Park Street
satnav postcode for the hotel is LS1 4QQ
Christian Aid were great
Penny for your thoughts
Joy to work with
Faith groups first
Holly on the website banner
Iris scan joke
Poppy appeal stall next to ours
Dawn till dusk at the county show
Jasmine tea for everyone
Version 10.4.2 broke it
ISO-27001 certificate
ticket INC-0044521
PO-778120 raised
teams meeting 812 334 556
Wales and Kent (4) and Leeds (11) replied
Fostering Network webinar
Family Rights Group line
Devon, Kent and Surrey share a panel
Preston office is shut
Lincoln and Chester want in
between 07.00 and 09.30 12.15
01/09/2026 to 31/03/2027
on 14/03/2026 we launched
the hub was born on 1 April 2025
born leaders, all of them
her birthday's a bank holiday
Martin Lewis style explainer
Bob the builder costume
John Lewis vouchers
Anna Freud training
Sue the supplier, I say
Rob the contingency
Pat answer from IT
Frank conversation
Max three per household
"""


@dataclass(frozen=True)
class Variant:
    """A message and the personal data in it, which must not survive."""

    text: str
    kind: str
    secrets: tuple[str, ...]


def personal_variants(seed: int, times: int) -> Iterator[Variant]:
    """Yield every template filled in `times` times."""
    draw = random.Random(seed)
    for _ in range(times):
        for template in FULL_NAME_TEMPLATES:
            yield _named(draw, template)
        for line in STRUCTURED_TEMPLATES:
            kind, _, template = line.partition("|")
            secret = _structured(draw, kind)
            text = re.sub(r"\{\w+\}", secret, template)
            yield Variant(text, kind, (secret,))


def held_back_variants(seed: int, times: int) -> Iterator[Variant]:
    """Yield the held-back templates, each filled in `times` times."""
    draw = random.Random(seed)
    for _ in range(times):
        yield from (_named(draw, template) for template in HELD_BACK_TEMPLATES)


def harmless_variants() -> list[str]:
    """Return messages that look like personal data and are none."""
    return HARMLESS.strip().splitlines()


def _named(draw: random.Random, template: str) -> Variant:
    firsts = draw.sample(LISTED, 2) if draw.random() < 0.5 else draw.sample(UNLISTED, 2)
    if "{full}" in template and draw.random() < 0.15:
        firsts[0] = draw.choice(WORDS)
    surname = draw.choice(SURNAMES)
    values = {
        "full": f"{firsts[0]} {surname}",
        "first": firsts[0],
        "first2": firsts[1],
        "surname": surname,
        "couple": f"{firsts[0]} and {firsts[1]} {surname}",
        "age": str(draw.randint(1, 17)),
        "age2": str(draw.randint(1, 17)),
    }
    if "{full}" in template and "{first}" in template:
        values["first"] = firsts[1]
    text = template.format(**values)
    secrets = [word for word in (*firsts, surname) if re.search(rf"\b{re.escape(word)}\b", text)]
    return Variant(text, "name", tuple(secrets))


def _structured(draw: random.Random, kind: str) -> str:

    def digit(count: int) -> str:
        return "".join(draw.choices("0123456789", k=count))

    three = digit(3)
    choices = {
        "phone": [
            f"07700 900{three}", f"07700900{three}", f"+44 7700 900{three}", f"07700 900 {three}",
            f"01632 960{three}", f"(01632) 960{three}", f"0161 496 0{three}",
            f"020 7946 0{three}", f"+44 (0)1632 960{three}", f"07700-900-{three}",
        ],
        "email": [
            f"{draw.choice(UNLISTED).lower()}.{three}@example.org", f"duty+{three}@example.net",
            f"{draw.choice(LISTED).lower()}_{three}@mail.example.co.uk",
        ],
        "nhs_number": [
            f"999 {three} {digit(4)}", f"999-{three}-{digit(4)}", f"999{three}{digit(4)}",
        ],
        "case_number": [
            f"LCS {digit(7)}", f"CS-{digit(6)}", f"EHM/{digit(7)}", f"Mosaic ID {digit(7)}",
            f"ZC26C{digit(5)}", f"Liquidlogic {digit(6)}", f"case number {digit(6)}",
            f"FD26P{digit(5)}",
        ],
        "postcode": ["QX4 2LN", "qx4 2ln", "QX12 9HB", "Zz1 8wn", "QX42LN"],
        "address": [
            "14 Harkaway Lane", "Flat 3, 20 Skelhorne Street", "7b Orrinsby Close",
            "Flat 12, Tellwright House", "112 Old Brindlesea Road", "3 Heol Penhallick",
        ],
        "dob": [
            "14/03/2017", "2 Feb 2021", "2nd February 2021", "14.3.17", "2019-11-05",
            "3 Mawrth 2015",
        ],
    }  # fmt: skip
    return draw.choice(choices[kind])


def survives(secret: str, redacted: str) -> bool:
    """Say whether the secret, or the telling part of it, is still in the text."""
    telling = re.sub(r"^(?:case number|Liquidlogic|LCS|Mosaic ID) ", "", secret)
    return re.search(rf"(?<!\w){re.escape(telling)}(?!\w)", redacted) is not None
