"""The guide as files: every word is there, and none of it is read as markup."""

from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.guide.document import Guide, Reader
from bot.lessons.guide.paper import paper_of
from bot.lessons.guide.reading import as_read_by
from bot.lessons.papers import FORMATS, to_html, to_markdown, to_print, to_word
from bot.lessons.papers.markdown import plain
from bot.lessons.service import Sharing
from tests.unit.guide.made import entry, guide

HOSTILE = '<script>alert(1)</script> **bold** [x](javascript:y) & "quoted" # 1. \x0b'
EXPECTED = ("Ring every enquirer within two hours.", "Interest cools quickly.", "Call-backs")


class Words(HTMLParser):
    """Gathers a page's words, its elements' ids and the ids that its links lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if "href" in found else []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def test_every_format_says_what_a_lesson_says() -> None:
    found = (
        to_markdown(paper_of(guide())),
        "".join(Words(to_html(paper_of(guide()))).said),
        "".join(Words(to_print(paper_of(guide()))).said),
        words_of(to_word(paper_of(guide()))),
    )
    for text in found:
        assert all(words in text for words in EXPECTED)
        assert "What changed in version 2" in text


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_has_what_its_reader_may_not_see(form: str) -> None:
    whole = guide(entry(1), entry(2, "SECRET-ONE", Sharing.MEMBERS), title="North hub's calls")
    seen = as_read_by(Reader.SECTOR, whole, lambda text: text.replace("North hub", "a hub"))
    body = FORMATS[form].write(paper_of(seen))
    text = words_of(body) if form == "docx" else body.decode()
    assert "Ring every enquirer" in text
    for secret in ("SECRET-ONE", "North hub", "chat.example.org", "the same morning"):
        assert secret not in text


def test_a_page_is_whole_and_its_links_lead_somewhere() -> None:
    page = Words(to_html(paper_of(guide()), downloads=(("Markdown", "markdown"),)))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert "markdown" in page.links
    assert [tag for tag in page.tags if tag in ("h1", "h2", "h3", "h4")].count("h1") == 1
    assert "script" not in page.tags


def test_hostile_words_stay_words() -> None:
    hostile = guide(entry(recommendation=HOSTILE), title=HOSTILE)
    page = Words(to_html(paper_of(hostile)))
    assert "script" not in page.tags
    assert HOSTILE in "".join(page.said)
    assert "<script>" not in to_markdown(paper_of(hostile))
    assert "<script>alert(1)</script>" in words_of(to_word(paper_of(hostile)))


@given(st.text(alphabet=st.sampled_from("*_`[]()#<>!|~-+1.\\ ab"), max_size=30))
def test_nothing_in_somebody_s_words_is_markdown(words: str) -> None:
    escaped = plain(words)
    for sign in "*_`[]<>#|~":
        assert escaped.count(sign) == escaped.count(f"\\{sign}")


def test_an_empty_guide_says_so_in_every_format() -> None:
    empty = Guide(
        community="A",
        programme="P",
        number=1,
        compiled_at=guide().compiled_at,
        reader=Reader.SECTOR,
    )
    for text in (
        to_markdown(paper_of(empty)),
        to_html(paper_of(empty)),
        words_of(to_word(paper_of(empty))),
    ):
        assert "No lesson has been checked" in text
