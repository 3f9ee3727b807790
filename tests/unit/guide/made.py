"""Guides to read in tests."""

from datetime import UTC, date, datetime

from bot.lessons.guide.document import Change, Chapter, Entry, Guide, Reader, Stage
from bot.lessons.service import Sharing

AT = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)


def entry(
    number: int = 1,
    recommendation: str = "Ring every enquirer within two hours.",
    sharing: Sharing = Sharing.PUBLIC,
    *,
    worked: bool = True,
    hub: str = "North hub",
    named: bool = False,
) -> Entry:
    return Entry(
        lesson_id=number,
        recommendation=recommendation,
        worked=worked,
        what_happened="We rang people the same morning.",
        why="Interest cools quickly.",
        applies_when="You have somebody on the telephone each morning.",
        evidence="counted",
        sharing=sharing,
        hub=hub,
        named=named,
        learned_on=date(2026, 7, 7),
        link="https://chat.example.org/C1/1",
    )


def guide(*entries: Entry, reader: Reader = Reader.NOW, title: str = "Call-backs") -> Guide:
    chapter = Chapter(7, title, entries or (entry(),), title, "Why it matters.")
    return Guide(
        community="Fostering hubs",
        programme="Fostering",
        number=2,
        compiled_at=AT,
        reader=reader,
        introduction="Welcome.",
        stages=(Stage("delivery", (chapter,)),),
        changes=tuple(
            Change("added", one.lesson_id, one.recommendation) for one in chapter.entries
        ),
    )
