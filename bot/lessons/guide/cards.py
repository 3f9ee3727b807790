"""What people see of the guide in chat: its contents, a stage, a way to the whole. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    ChoiceField,
    Divider,
    Element,
    Form,
    Heading,
    LinkButton,
    Option,
    Paragraph,
    Text,
    TextField,
    words,
)
from bot.lessons.guide import wording
from bot.lessons.guide.document import READERS, STAGES, Chapter, Entry, Guide, Reader, Stage
from bot.lessons.guide.service import Lag
from bot.lessons.using import about_button
from bot.words import count, shorten

STAGE, OPEN, COMPILE, WRITE, ORDER = (
    "guide_stage",
    "guide_open",
    "guide_compile",
    "guide_write",
    "guide_order",
)
PUBLISH, CONTENTS = "guide_publish", "guide_contents"
PAGE = 4
POINT_SHOWN = 400
MATERIALS_SHOWN = 5
LONGEST_INTRODUCTION = 2000
NONE_YET = "The guide has not been compiled yet."
HOW = (
    "It is made of lessons that a facilitator has checked. To add one, type /lesson and what you"
    " learned."
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the contents: other readers to choose, and what a facilitator may do."""

    community_id: int
    readers: tuple[Reader, ...]
    curates: bool = False
    lag: Lag = Lag(0, 0)  # noqa: RUF009 - frozen
    published: bool = False


def contents_card(guide: Guide | None, around: Around) -> Card:
    """Show the guide's contents, and for facilitators what they can do with it."""
    elements: list[Element] = []
    if guide is None:
        text = NONE_YET
        elements += [words(NONE_YET), words(HOW, quiet=True)]
    else:
        text = f"The guide, version {guide.number}: {count(guide.size, 'lesson')}."
        elements += _contents(guide, around)
    if around.curates:
        elements += _for_facilitators(guide, around)
    return Card(text=text, title="The guide", elements=tuple(elements))


def _contents(guide: Guide, around: Around) -> list[Element]:
    elements: list[Element] = [words(wording.about(guide), quiet=True)]
    if guide.introduction:
        elements.append(words(shorten(guide.introduction, POINT_SHOWN)))
    for stage in guide.stages:
        titles = "; ".join(f"{one.title} ({len(one.entries)})" for one in stage.chapters)
        elements.append(Paragraph((Text(f"{stage.title}: ", strong=True), Text(titles))))
    if not guide.stages:
        elements.append(words(wording.NOTHING))
    shown = [
        Button(stage.title, STAGE, f"{around.community_id}:{guide.reader}:{stage.key}:0")
        for stage in guide.stages
    ]
    value = f"{around.community_id}:{guide.reader}"
    read = Button("Read or download", OPEN, value, style="primary")
    others = [
        Button(f"As: {READERS[one].lower()}", CONTENTS, f"{around.community_id}:{one}")
        for one in around.readers
        if one is not guide.reader
    ]
    return [*elements, Actions((*shown, read)), *([Actions(tuple(others))] if others else [])]


def _for_facilitators(guide: Guide | None, around: Around) -> list[Element]:
    key = str(around.community_id)
    waiting = around.lag.waiting
    said = (
        f"{count(waiting, 'checked lesson')} {'is' if waiting == 1 else 'are'} not in it yet."
        if waiting
        else "Every checked lesson is in it."
    )
    buttons = [Button(f"Compile version {around.lag.number + 1}", COMPILE, key)]
    if guide is not None:
        buttons += [
            Button("Write an introduction", WRITE, key, opens_form=True),
            Button("Change the order", ORDER, key, opens_form=True),
            _publish(around, key),
        ]
    return [Divider(), Heading("For facilitators"), words(said), Actions(tuple(buttons))]


def _publish(around: Around, key: str) -> Button:
    if around.published:
        return Button("Stop publishing", PUBLISH, f"{key}:off")
    return Button(
        "Publish",
        PUBLISH,
        f"{key}:on",
        confirm="Anyone with the address can then read the lessons that are shared with anyone.",
    )


def stage_card(guide: Guide, stage: Stage, community_id: int, page: int) -> Card:
    """Show a page of a stage's lessons."""
    entries = [(chapter, one) for chapter in stage.chapters for one in chapter.entries]
    pages = -(-len(entries) // PAGE)
    page = min(page, pages - 1)
    few = entries[page * PAGE : (page + 1) * PAGE]
    elements: list[Element] = []
    if stage.introduction and page == 0:
        elements.append(words(stage.introduction))
    last: Chapter | None = None
    for chapter, entry in few:
        elements += [Divider()] if last else []
        if chapter is not last:
            elements.append(Heading(chapter.title))
        if chapter is not last and chapter.introduction and entry is chapter.entries[0]:
            elements.append(words(chapter.introduction))
        last = chapter
        elements += _entry(entry, guide.reader)
        if entry is chapter.entries[-1]:
            elements += _materials(chapter)
    elements.append(Actions(tuple(_turning(guide, stage, community_id, page, pages))))
    text = f"{stage.title}: {count(len(entries), 'lesson')}, page {page + 1} of {pages}."
    return Card(text=text, title=f"The guide: {stage.title}", elements=tuple(elements))


def _entry(entry: Entry, reader: Reader) -> list[Element]:
    elements: list[Element] = [words(entry.recommendation, strong=True)]
    for name, said in wording.points(entry, reader):
        shown = shorten(said, POINT_SHOWN)
        elements.append(Paragraph((Text(f"{name}: ", strong=True), Text(shown))))
    if reader is Reader.NOW:
        there = (LinkButton("Open the conversation", entry.link),) if entry.link else ()
        elements.append(Actions((about_button(entry.lesson_id), *there)))
    return elements


def _materials(chapter: Chapter) -> list[Element]:
    """Show what was shared in a theme, in one element: a page of a stage has many already."""
    if not chapter.materials:
        return []
    items = tuple(
        (Text(one.title, link=one.url), Text(f", for {one.who_for}" if one.who_for else ""))
        for one in chapter.materials[:MATERIALS_SHOWN]
    )
    return [words("Resources", strong=True), Bullets(items)]


def _turning(guide: Guide, stage: Stage, community_id: int, page: int, pages: int) -> list[Button]:
    value = f"{community_id}:{guide.reader}:{stage.key}"
    buttons = []
    if page:
        buttons.append(Button("Previous", STAGE, f"{value}:{page - 1}"))
    if page + 1 < pages:
        buttons.append(Button("Next", STAGE, f"{value}:{page + 1}"))
    return [*buttons, Button("Contents", CONTENTS, f"{community_id}:{guide.reader}")]


def addresses_card(reader: Reader, addresses: Sequence[tuple[str, str]], days: int) -> Card:
    """Give the addresses by which one person reads the guide."""
    text = f"The guide for {READERS[reader].lower()}, to read or download."
    return Card(
        text=text,
        title="Read or download the guide",
        elements=(
            words(f"For {READERS[reader].lower()}. {wording.FOR[reader]}"),
            Actions(tuple(LinkButton(label, address) for label, address in addresses)),
            words(f"These links are yours alone and work for {count(days, 'day')}.", quiet=True),
        ),
    )


def introduction_form(community_id: int, places: Sequence[tuple[str, str]]) -> Form:
    """Ask which part to introduce, and for the words; empty words take an introduction away."""
    return Form(
        form=WRITE,
        title="Write an introduction",
        context=str(community_id),
        fields=(
            ChoiceField(
                name="place",
                label="To which part?",
                options=tuple(Option(place, shorten(title, 70)) for place, title in places),
                value=places[0][0],
            ),
            TextField(
                name="words",
                label="Introduction",
                hint="It stays when the guide is compiled again. Leave empty to remove it.",
                multiline=True,
                required=False,
                max_length=LONGEST_INTRODUCTION,
            ),
        ),
    )


def order_form(community_id: int, places: Sequence[tuple[str, str]]) -> Form:
    """Ask what to move, and where to."""
    return Form(
        form=ORDER,
        title="Change the order",
        context=str(community_id),
        submit="Move",
        fields=(
            ChoiceField(
                name="what",
                label="What should move?",
                options=tuple(Option(place, shorten(title, 70)) for place, title in places),
            ),
            ChoiceField(
                name="to",
                label="Where to?",
                options=(
                    Option("first", "To the top of its part"),
                    Option("up", "One up"),
                    Option("down", "One down"),
                    Option("last", "To the end of its part"),
                ),
                value="up",
            ),
        ),
    )


def places_of(guide: Guide) -> list[tuple[str, str]]:
    """Return the parts that may have an introduction: place and title."""
    places = [("guide", "The whole guide")]
    for stage in guide.stages:
        places.append((f"guide/{stage.key}", stage.title))
        places += [
            (f"guide/{stage.key}/{chapter.theme_id}", f"{stage.title}: {chapter.title}")
            for chapter in stage.chapters
        ]
    return places


def movable(guide: Guide) -> list[tuple[str, str]]:
    """Return what may be moved: themes within a stage, lessons within a theme."""
    found = []
    for stage in guide.stages:
        for chapter in stage.chapters:
            place = f"guide/{stage.key}/{chapter.theme_id}"
            found.append((place, f"{STAGES[stage.key]}: {chapter.title}"))
            found += [
                (f"{place}/{one.lesson_id}", f"– {one.recommendation}") for one in chapter.entries
            ]
    return found
