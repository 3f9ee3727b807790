"""A digest is short, has of each part the best, and tells nothing twice."""

from bot.cards import words
from bot.digests.letters.cards import Address, digest_card, without_items
from bot.digests.letters.composing import WORDS, Item, Section, compose
from tests.chat import all_words
from tests.gallery.digests import _DAY, _LETTER


def item(key: str, length: int = 5) -> Item:
    return Item(key, (words(" ".join(["word"] * length)),))


def test_three_of_each_at_most_and_none_told_before() -> None:
    found = {Section.LESSONS: [item(f"lesson:{number}") for number in range(6)]}
    assert compose(found, {"lesson:0", "lesson:2"}).keys == ["lesson:1", "lesson:3", "lesson:4"]
    assert compose(found, {f"lesson:{number}" for number in range(6)}).sections == ()


def test_what_is_too_long_keeps_something_of_every_part() -> None:
    found = {
        section: [item(f"{section.name}:{number}", 40) for number in range(3)]
        for section in Section
    }
    letter = compose(found, ())
    assert [section for section, _ in letter.sections] == list(Section)
    assert sum(one.words for _, items in letter.sections for one in items) <= WORDS
    assert compose({Section.THEMES: [item("theme:1", 999)]}, ()).keys == ["theme:1"]


def test_the_whole_digest_is_read_in_two_minutes() -> None:
    found = {
        section: [Item(f"{one.key}{number}", one.elements) for one in items for number in "abc"]
        for section, items in _LETTER.sections
    }
    letter = compose(found, ())
    assert len(letter.keys) >= len(_LETTER.keys)
    card = digest_card(letter, Address("Hub leads"), _DAY)
    read = all_words(card).removeprefix(card.text).removeprefix(f"\n{card.title}")
    assert len(read.split()) <= 350


def test_items_are_taken_out_by_their_place() -> None:
    card = digest_card(_LETTER, Address("Hub leads"), _DAY)
    left = without_items(card, {0, 2})
    assert left is not None
    shown = all_words(left)
    assert "Replies to your questions" not in shown
    assert "library" not in shown
    assert "Can medicals be paid for centrally?" in shown
    assert "4 things" in shown
    assert shown.count("question waiting") == 0
    assert left.elements[-2:] == card.elements[-2:]
    assert without_items(left, range(4)) is None
    assert without_items(card, ()) == card
