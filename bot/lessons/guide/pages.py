"""The guide in a browser: what an address leads to, by a person's key or where it is published."""

from sqlalchemy import select

from bot.community.models import Community
from bot.lessons.guide.document import Reader
from bot.lessons.guide.keys import opened_by
from bot.lessons.guide.paper import paper_of
from bot.lessons.guide.service import guide_for, latest
from bot.lessons.papers import FORMATS, to_html
from bot.ports import Clock, WebFile
from bot.store import Database, UnitOfWork

PATH = "guide"
PUBLIC = "guides"
PAGE = "html"


def address_of(public_url: str, key: str) -> list[tuple[str, str]]:
    """Return each format's name and the address it is at."""
    base = f"{public_url.rstrip('/')}/{PATH}/{key}"
    return [
        ("Read in your browser" if name == PAGE else one.label, f"{base}/{name}")
        for name, one in FORMATS.items()
    ]


class GuidePages:
    """Serves guides: a `bot.ports.Library`. Safe from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Prepare; nothing is kept in memory, so that what is taken back is gone at once."""
        self._database = database
        self._clock = clock

    def by_key(self, key: str, form: str) -> WebFile | None:
        """Return the file that a person's key opens; None when it opens nothing."""
        with self._database.read() as unit:
            row = opened_by(unit.session, key, self._clock.now())
            if row is None:
                return None
            community = unit.session.get_one(Community, row.community_id)
            return _file(unit, community, Reader(row.reader), form)

    def published(self, slug: str, form: str) -> WebFile | None:
        """Return a community's guide if a facilitator published it: what is shared with anyone."""
        with self._database.read() as unit:
            community = unit.session.scalar(select(Community).where(Community.slug == slug))
            version = latest(unit.session, community.id) if community else None
            if community is None or version is None or version.published_at is None:
                return None
            return _file(unit, community, Reader.SECTOR, form)


def _file(unit: UnitOfWork, community: Community, reader: Reader, form: str) -> WebFile | None:
    guide = guide_for(unit.session, community, reader)
    if guide is None or form not in FORMATS:
        return None
    how = FORMATS[form]
    name = f"guide-{community.slug}-{reader}-v{guide.number}{how.ending}"
    if form == PAGE:
        others = tuple(
            (one.label, one_form) for one_form, one in FORMATS.items() if one_form != PAGE
        )
        return WebFile(
            to_html(paper_of(guide), downloads=others).encode(), how.media_type, name, shown=True
        )
    return WebFile(how.write(paper_of(guide)), how.media_type, name, shown=form == "print")
