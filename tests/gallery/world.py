"""Invented people, hubs and channels that the gallery's examples speak of."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.capture.models import Kind
from bot.community.models import Account, Channel, Community, Hub, Person, Programme, Purpose
from bot.privacy.holdings import Kept

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 9, 28, 8, 0, tzinfo=UTC)
LINK = "https://example.org/messages/1"
PROGRAMME = Programme(id=1, slug="fostering-hubs", name="Fostering hubs", past=False)
ADOPTION = Programme(id=2, slug="adoption", name="Regional Adoption Agencies", past=True)
COMMUNITY = Community(id=1, slug="fostering", name="Hub leads", programme_id=1, programme=PROGRAMME)
ADOPTERS = Community(
    id=2, slug="adoption", name="Adoption leaders", programme_id=2, programme=ADOPTION
)
CALDER, HUMBER, FEN = HUBS = tuple(
    Hub(id=number, programme_id=1, slug=slug, name=name, capture_off=off)
    for number, slug, name, off in (
        (1, "calder-aire", "Foster Calder and Aire", False),
        (2, "humber-wolds", "Humber Wolds Fostering Hub", False),
        (3, "fen-wash", "Fen and Wash Foster Hub", True),
    )
)
AISHA = Person(id=1, name="Aisha Ackroyd", hub_id=1, hub=CALDER, capture_off=False)
BARRY = Person(id=2, name="Barry Earnshaw", capture_off=False)
HUW = Person(id=3, name="Huw Pritchard", hub_id=2, hub=HUMBER, capture_off=True)
ACCOUNTS = tuple(
    Account(id=number, platform=platform, tenant="t", user_id="u", person_id=1)
    for number, platform in enumerate(("slack", "teams"), start=1)
)
CHANNEL, SLACK_CHANNEL = (
    Channel(
        id=number,
        platform=platform,
        tenant="t",
        conversation="c",
        name="Hub leads",
        community_id=1,
        community=COMMUNITY,
        purpose=Purpose.COMMUNITY,
        capture=True,
    )
    for number, platform in enumerate(("teams", "slack"), start=1)
)
KEPT = (
    Kept(
        Kind.QUESTION,
        "How often is everyone running Skills to Foster? We are monthly, with three in the room.",
        datetime(2026, 9, 24, 9, 12, tzinfo=UTC),
        LINK,
    ),
    Kept(
        Kind.ANSWER,
        "We ring back within the hour: a rota of six carers who phone, a fortnight each.",
        datetime(2026, 9, 22, 15, 40, tzinfo=UTC),
        LINK,
    ),
    Kept(
        Kind.CHALLENGE,
        "Half of our enquirers can't get time off for three daytime sessions.",
        datetime(2026, 9, 15, 11, 5, tzinfo=UTC),
        None,
    ),
)
