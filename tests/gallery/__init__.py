"""Every card and form that people see, with invented people and words.

`python -m tests.clients.gallery_server` shows them to the clients that take the pictures
of docs/cards.md; tests render each of them on each platform.
"""

from tests.gallery import (
    asking,
    audiences,
    carrying,
    community,
    consent,
    desk,
    digests,
    guide,
    introductions,
    lessons,
    life,
    privacy,
    questions,
    replies,
    resources,
    schedules,
    sorting,
    summaries,
    themes,
    weeks,
)
from tests.gallery.pictures import Example, Picture, example

__all__ = ["PICTURES", "Example", "Picture", "example"]

PICTURES: tuple[Picture, ...] = (
    *community.PICTURES,
    *questions.PICTURES,
    *asking.PICTURES,
    *life.PICTURES,
    *introductions.PICTURES,
    *lessons.PICTURES,
    *guide.PICTURES,
    *resources.PICTURES,
    *carrying.PICTURES,
    *themes.PICTURES,
    *sorting.PICTURES,
    *weeks.PICTURES,
    *digests.PICTURES,
    *summaries.PICTURES,
    *replies.PICTURES,
    *consent.PICTURES,
    *schedules.PICTURES,
    *audiences.PICTURES,
    *desk.PICTURES,
    *privacy.PICTURES,
)
"""In the order in which people come across them."""
