"""Summaries: a draft, its approval, what the department reads, and what became of it."""

from bot.digests.approving import forms
from bot.digests.bands import Band
from bot.digests.cards import archive, draft, outcomes, summary
from bot.digests.cards.sections import no_buttons
from bot.digests.models import SummaryState
from bot.digests.replies.cards import reply_buttons
from bot.digests.snapshot import (
    AskLine,
    Held,
    Quoted,
    Rating,
    RiskLine,
    SaidLine,
    Snapshot,
    ThemeLine,
    WorkingLine,
)
from bot.themes.trend import Trend
from tests.gallery.pictures import Picture, example


def _line(theme_id: int, label: str, sentence: str, band: Band, trend: Trend) -> ThemeLine:
    quote = Quoted(contribution_id=7, words="By the time we rang, she had signed with an agency.")
    return ThemeLine(
        theme_id=theme_id,
        label=label,
        sentence=sentence,
        band=band,
        trend=trend,
        counted=4,
        quote=quote if theme_id == 1 else None,
    )


_CALLS = "Enquirers wait days for the first call and lose heart."
_PAY = "May hubs agree one panel fee for the region?"
_SNAPSHOT = Snapshot(
    community="Hub leads",
    week="two weeks to Monday 28 September 2026",
    zone="Europe/London",
    spoke=18,
    hubs=24,
    asks=(
        AskLine(ask_id=1, kind="decision", words=_PAY),
        AskLine(ask_id=2, kind="advice", words="How may enquirers' details be shared?"),
    ),
    themes=(
        _line(1, "Slow first call-backs", _CALLS, Band.MANY, Trend.RISING),
        _line(2, "Rooms for training", "Rooms in the evening are dear.", Band.FEW, Trend.STEADY),
        _line(3, "Panel members' pay", "Fees differ from hub to hub.", Band.FEW, Trend.NEW),
    ),
    working=(
        WorkingLine(
            lesson_id=4,
            words="A call within two hours keeps twice as many enquirers",
            evidence="counted by one hub, repeated by three or more",
        ),
    ),
    risks=(
        RiskLine(
            theme_id=1,
            words="Enquirers are lost before the first visit",
            now=Rating.RED,
            last=Rating.AMBER,
            reason="two more hubs report it, and the campaign starts in October",
        ),
        RiskLine(theme_id=2, words="Training is put off", now=Rating.GREEN, last=Rating.GREEN),
    ),
    impact=("Three hubs say that enquiries by phone doubled after the radio spots.",),
    said=(
        SaidLine(
            ask_id=3,
            asked="Fund an evening rate for rooms",
            sent="14 September 2026",
            standing="doing",
            reply="A pilot rate is being worked out.",
            by_when="31 October 2026",
        ),
        SaidLine(ask_id=4, asked="Share the logo files", sent="14 September 2026", standing="open"),
    ),
    coming=("A learning session on first calls, in October.",),
    held=(
        Held(what="Theme “Parking at panel”", why="one or two hubs raised it"),
        Held(what="The band of “Panel members' pay”", why="it changed by fewer than three hubs"),
    ),
)
_DRAFT = draft.Draft(
    summary_id=1,
    community_id=1,
    revision=0,
    snapshot=_SNAPSHOT,
    evidence={1: draft.Evidence(34, 9), 2: draft.Evidence(11, 4), 3: draft.Evidence(8, 3)},
    approval=draft.FIRST.format(name="Barry Earnshaw"),
)
_WEEK = "two weeks to Monday 28 September 2026"
_APPROVED = "Approved by Barry Earnshaw on 28 September 2026."
_WHY = "The number of rooms was wrong."


_ENTRIES = (
    archive.Entry(summary_id=3, week="Two weeks to 28 September", state=SummaryState.DRAFTED),
    archive.Entry(
        summary_id=2,
        week="Two weeks to 14 September",
        state=SummaryState.APPROVED,
        decided=f"{_APPROVED} Amended on 29 September 2026: {_WHY}",
    ),
    archive.Entry(
        summary_id=1,
        week="Two weeks to 31 August",
        state=SummaryState.SENT_BACK,
        decided="Sent back by Barry Earnshaw on 31 August 2026. Reason: two themes are one.",
    ),
)

PICTURES = (
    Picture(
        "summary-draft",
        "The draft of a summary",
        "It comes to the facilitators; nothing leaves before one of them, or two, approve it.",
        (example(draft.draft_card, _DRAFT),),
    ),
    Picture(
        "summary",
        "The approved summary",
        "As it is posted to the central channel; officials reply under each theme and each ask.",
        (example(summary.summary_card, _SNAPSHOT, reply_buttons),),
    ),
    Picture(
        "summary-edit",
        "Changing a summary",
        "First which piece, then how; words that would give somebody away are not taken.",
        (
            example(forms.choose_form, 1, _SNAPSHOT, posted=False),
            example(forms.change_form, 1, _SNAPSHOT, "theme:1", posted=False),
            example(forms.change_form, 1, _SNAPSHOT, "risk:1", posted=True),
            example(forms.change_form, 1, _SNAPSHOT, "working:4", posted=False),
            example(forms.change_form, 1, _SNAPSHOT, "said:3", posted=False),
            example(forms.change_form, 1, _SNAPSHOT, "ask:1", posted=False),
            example(forms.change_form, 1, _SNAPSHOT, "impact", posted=False),
        ),
    ),
    Picture(
        "summary-decided",
        "What becomes of a draft",
        "Sent back with a reason, nothing to summarise, approved, or recalled afterwards.",
        (
            example(forms.reason_form, 1),
            example(
                outcomes.sent_back_card,
                1,
                _SNAPSHOT,
                "Barry Earnshaw",
                "28 September 2026",
                "The second theme is two themes.",
            ),
            example(outcomes.nothing_card, "Hub leads", _WEEK),
            example(outcomes.approved_card, 1, _SNAPSHOT, f"{_APPROVED} It is posted."),
            example(forms.recall_form, 1),
            example(summary.recalled_card, _SNAPSHOT, "29 September 2026", _WHY),
            example(
                outcomes.taken_back_card,
                1,
                _SNAPSHOT,
                f"Recalled by Barry Earnshaw on 29 September 2026. Reason: {_WHY}",
            ),
        ),
    ),
    Picture(
        "summary-archive",
        "The summaries there were",
        "Each with its state; one is shown as it was posted. Who approves is set here too.",
        (
            example(archive.archive_card, "Hub leads", _ENTRIES, community_id=1, curates=True),
            example(
                archive.kept_card,
                2,
                _SNAPSHOT,
                _APPROVED,
                amends=True,
                note=f"Amended on 29 September 2026: {_WHY}",
                buttons=no_buttons,
            ),
            example(forms.settings_form, 1, "Hub leads", two=True, releases=False),
        ),
    ),
)
