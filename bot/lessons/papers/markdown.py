"""A paper in Markdown (CommonMark)."""

import re

from bot.lessons.papers.model import RESOURCES, Item, Link, Paper, Part

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
LIST_LIKE = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)


def to_markdown(paper: Paper) -> str:
    """Return the paper as Markdown."""
    blocks = [f"# {plain(paper.title)}", plain(paper.about)]
    blocks += [plain(words) for words in paper.introduction]
    for part in paper.parts:
        blocks += _part(part, "##")
    if not paper.parts:
        blocks.append(plain(paper.nothing))
    if paper.points:
        blocks.append(f"## {plain(paper.points_title)}")
        blocks.append("\n".join(f"- {plain(point)}" for point in paper.points))
    return "\n\n".join(blocks) + "\n"


def _part(part: Part, level: str) -> list[str]:
    blocks = [f"{level} {plain(part.title)}"]
    blocks += [plain(part.introduction)] if part.introduction else []
    for inner in part.parts:
        blocks += _part(inner, f"{level}#")
    for item in part.items:
        blocks += _item(item, f"{level}#")
    if part.links:
        blocks.append(f"{level}# {RESOURCES}")
        blocks.append("\n".join(map(_link, part.links)))
    return blocks


def _link(link: Link) -> str:
    named = f"- [{plain(link.title)}]({_address(link.address)})"
    return f"{named}: {plain(link.note)}" if link.note else named


def _item(item: Item, level: str) -> list[str]:
    blocks = [f"{level} {plain(item.title)}"]
    if item.quote:
        blocks.append("\n".join(f"> {plain(line)}" for line in item.quote.splitlines()))
    points = [f"- **{name}:** {plain(' '.join(words.split()))}" for name, words in item.points]
    if item.link:
        points.append(f"- [Open the conversation]({_address(item.link)})")
    return [*blocks, "\n".join(points)] if points else blocks


def plain(words: str) -> str:
    """Return somebody's words so that nothing in them is read as Markdown."""
    escaped = SPECIAL.sub(r"\\\1", words)
    return LIST_LIKE.sub(lambda found: f"{found[1]}\\{found[2]}{found[3]}", escaped)


def _address(link: str) -> str:
    return link.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
