"""A paper as a Word document, by python-docx, with real headings to list and jump to."""

import re
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bot.lessons.papers.model import RESOURCES, Item, Paper, Part

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold."""


def to_word(paper: Paper) -> bytes:
    """Return the paper as a .docx file."""
    document = Document()
    _set_up(document, paper)
    document.add_heading(_clean(paper.title), level=0)
    for words in (paper.about, *paper.introduction):
        document.add_paragraph(_clean(words))
    for part in paper.parts:
        _part(document, part, 1)
    if not paper.parts:
        document.add_paragraph(paper.nothing)
    if paper.points:
        document.add_heading(_clean(paper.points_title), level=1)
    for point in paper.points:
        document.add_paragraph(_clean(point), style="List Bullet")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _set_up(document: WordDocument, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = _clean(paper.title)[:255], "Common Thread"
    properties.language, properties.comments = "en-GB", ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)


def _part(document: WordDocument, part: Part, level: int) -> None:
    document.add_heading(_clean(part.title), level=level)
    if part.introduction:
        document.add_paragraph(_clean(part.introduction))
    for inner in part.parts:
        _part(document, inner, level + 1)
    for item in part.items:
        _item(document, item, level + 1)
    if part.links:
        document.add_heading(RESOURCES, level=level + 1)
    for link in part.links:
        paragraph = document.add_paragraph(style="List Bullet")
        _link(paragraph, link.address, _clean(link.title))
        paragraph.add_run(f": {_clean(link.note)}" if link.note else "")


def _item(document: WordDocument, item: Item, level: int) -> None:
    document.add_heading(_clean(item.title), level=level)
    if item.quote:
        document.add_paragraph(_clean(item.quote), style="Quote")
    for name, words in item.points:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(_clean(words))
    if item.link:
        _link(document.add_paragraph(style="List Bullet"), item.link, "Open the conversation")


def _link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add a link; python-docx reads them but has no call to make one."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(words)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _clean(words: str) -> str:
    return UNPRINTABLE.sub("", words)
