"""Links and files that people share."""

from bot.capture.models import Contribution
from bot.cards import Card
from bot.lessons.resources import cards
from bot.lessons.resources.models import Audience, Resource
from tests.gallery.pictures import Picture, example

_ROTA = cards.Shared(
    1,
    "Call-back rota.xlsx",
    "https://files.example.org/rota.xlsx",
    "hub managers",
    "Humber Wolds Fostering Hub",
    changeable=True,
)
_LETTER = cards.Shared(
    2, "Covering letter", "https://hubs.example.org/docs/covering-letter", about="Fosse Way Hub"
)


def _in_a_theme() -> Card:
    elements = cards.resource_elements((_ROTA, _LETTER))
    return Card(
        text="Resources of a theme", title="Slow first call-backs", elements=tuple(elements)
    )


_KEPT = Resource(
    id=1,
    contribution=Contribution(community_id=1),
    url=_ROTA.url,
    title=_ROTA.title,
    who_for=_ROTA.who_for,
    audience=Audience.MEMBERS,
)

PICTURES = (
    Picture(
        "resources",
        "Resources",
        "What was shared in a theme, as the person who shared the first sees it, and the form to"
        " change it, as a facilitator sees it.",
        (example(_in_a_theme), example(cards.resource_form, _KEPT, curates=True)),
    ),
)
