"""The seven sections of a summary, each as the elements of a card.

The posted summary and the facilitators' draft show the same; only the buttons and what stands
beneath an item differ.
"""

from collections.abc import Callable, Mapping

from bot.cards import Actions, Bar, Bullets, Button, Chart, Element, Heading, Paragraph, Quote, Text
from bot.cards import words as paragraph
from bot.digests.bands import Band
from bot.digests.cards.wording import (
    ASK_KINDS,
    asked_before,
    coverage,
    numbers,
    rated,
    sentence,
    shape,
)
from bot.digests.replies.models import AskKind, Standing
from bot.digests.snapshot import AskLine, RiskLine, SaidLine, Snapshot, ThemeLine

Section = tuple[Element, ...]
Buttons = Callable[[str, int], tuple[Button, ...]]
"""What can be done about a theme or an ask: ("theme", 12) or ("ask", 3) gives its buttons."""

CONSENTED = "in their own words, with their agreement"
NOTHING = "Nothing this time."
NO_ASKS = "We ask nothing of you this time."
NO_THEMES = "No theme was raised by three or more hubs."
CAVEAT = "These are early signs that hubs told of. They are not an evaluation."
NOTE = (
    "Numbers of hubs are given in bands, for themes that three or more hubs raised. Small changes"
    " since the last summary are not shown."
)
_LENGTHS = {Band.FEW: 1.0, Band.MANY: 2.0}
"""A bar's length tells the band and no more."""
_ENDS = {Standing.ANSWERED, Standing.NOT_DOING}


def no_buttons(kind: str, item_id: int) -> tuple[Button, ...]:
    """Return none: where the summary is only read."""
    return ()


def sections(
    snapshot: Snapshot, buttons: Buttons = no_buttons, notes: Mapping[int, str] | None = None
) -> tuple[Section, ...]:
    """Return the seven sections in their order; the chart of the second stands by itself.

    `notes` say something quietly beneath a theme, by its id: for the facilitators.
    """
    return (
        _asks(snapshot, buttons),
        _themes(snapshot, buttons, notes or {}),
        (chart_of(snapshot),) if snapshot.themes else (),
        _working(snapshot),
        _risks(snapshot),
        _impact(snapshot),
        _said(snapshot, buttons),
        _coming(snapshot),
    )


def _asks(snapshot: Snapshot, buttons: Buttons) -> Section:
    heading = Heading("1. What we ask of you")
    if not snapshot.asks:
        return heading, paragraph(NO_ASKS)
    return heading, *(each for line in snapshot.asks for each in _ask(line, buttons))


def _ask(line: AskLine, buttons: Buttons) -> tuple[Element, ...]:
    kind = Text(f"{ASK_KINDS[AskKind(line.kind)]}: ", strong=True)
    return Paragraph((kind, Text(line.words))), *_row(buttons("ask", line.ask_id))


def _themes(snapshot: Snapshot, buttons: Buttons, notes: Mapping[int, str]) -> Section:
    heading = Heading("2. What hubs are raising")
    if not snapshot.themes:
        return heading, paragraph(NO_THEMES)
    lines = (
        each
        for line in snapshot.themes
        for each in _theme(line, buttons, notes.get(line.theme_id, ""))
    )
    return heading, *lines


def _theme(line: ThemeLine, buttons: Buttons, note: str) -> tuple[Element, ...]:
    said = Text(f": {sentence(line.sentence)} {sentence(numbers(line))}")
    quote = (Quote(line.quote.words, CONSENTED),) if line.quote else ()
    below = (paragraph(note, quiet=True),) if note else ()
    row = _row(buttons("theme", line.theme_id))
    return Paragraph((Text(line.label, strong=True), said)), *quote, *below, *row


def chart_of(snapshot: Snapshot) -> Chart:
    """Return the chart of the themes, with all that it shows in words."""
    bars = tuple(Bar(line.label, _LENGTHS[line.band], numbers(line)) for line in snapshot.themes)
    told = " ".join(f"{line.label}: {numbers(line)}." for line in snapshot.themes)
    return Chart(
        title="Hubs that raised each theme",
        bars=bars,
        alternative=f"Bar chart of the hubs that raised each theme. {told}",
    )


def _working(snapshot: Snapshot) -> Section:
    items = tuple(
        (Text(sentence(line.words)), Text(f" Evidence: {line.evidence}." if line.evidence else ""))
        for line in snapshot.working
    )
    return _listed("3. What is working", items)


def _risks(snapshot: Snapshot) -> Section:
    return _listed("4. Risks and issues", tuple(_risk(line) for line in snapshot.risks))


def _risk(line: RiskLine) -> tuple[Text, ...]:
    rating = Text(f"{shape(line.now)} {rated(line)}", strong=True)
    reason = f" Why: {sentence(line.reason)}" if line.reason else ""
    return rating, Text(f" {sentence(line.words)}{reason}")


def _impact(snapshot: Snapshot) -> Section:
    heading = Heading("5. Early signs of impact")
    if not snapshot.impact:
        return heading, paragraph(NOTHING)
    signs = tuple((Text(sentence(line)),) for line in snapshot.impact)
    return heading, paragraph(CAVEAT, quiet=True), Bullets(signs)


def _said(snapshot: Snapshot, buttons: Buttons) -> Section:
    heading = Heading("6. You said, we did")
    if not snapshot.said:
        return heading, paragraph(NOTHING)
    return heading, *(each for line in snapshot.said for each in _told(line, buttons))


def _told(line: SaidLine, buttons: Buttons) -> tuple[Element, ...]:
    asked, standing = asked_before(line)
    row = () if line.standing in _ENDS else _row(buttons("ask", line.ask_id))
    return Paragraph((Text(asked), Text(f" {standing}", strong=True), Text(_reply(line)))), *row


def _reply(line: SaidLine) -> str:
    return f" {sentence(line.reply)}" if line.reply else ""


def _coming(snapshot: Snapshot) -> Section:
    lines = (*snapshot.coming, coverage(snapshot))
    items = Bullets(tuple((Text(sentence(line)),) for line in lines))
    heading = Heading("7. Coming next, and who spoke")
    return heading, items, paragraph(NOTE, quiet=True)


def _listed(title: str, items: tuple[tuple[Text, ...], ...]) -> Section:
    return Heading(title), Bullets(items) if items else paragraph(NOTHING)


def _row(buttons: tuple[Button, ...]) -> tuple[Element, ...]:
    return (Actions(buttons),) if buttons else ()
