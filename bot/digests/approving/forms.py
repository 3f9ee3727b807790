"""The forms by which facilitators change, send back and recall summaries. Pure."""

from bot.cards import ChoiceField, Field, Form, Option, TextField, words
from bot.digests.approving.pieces import IMPACT, LISTS, Line, line_of, pieces
from bot.digests.cards.draft import SEND_BACK
from bot.digests.cards.outcomes import RECALL
from bot.digests.cards.wording import rating_word
from bot.digests.snapshot import (
    AskLine,
    Rating,
    RiskLine,
    SaidLine,
    Snapshot,
    ThemeLine,
    WorkingLine,
)
from bot.words import shorten

CHOOSE, CHANGE, SETTINGS = "summary_choose", "summary_change", "summary_approval"
REASON, WHY, WHICH = "reason", "why", "which"
LABEL, WORDS, LINES, EVIDENCE = "label", "words", "lines", "evidence"
QUOTE, RATING, BECAUSE, STAYS = "quote", "rating", "because", "stays"
YES, NO = "yes", "no"
TWO, RELEASES = "two", "releases"
LONGEST_LABEL, LONGEST, LONGEST_LINES = 80, 1000, 1500
MOST_PIECES = 90
RULES = (
    "No names of hubs, people or places, and nothing that somebody wrote, unless they agreed to be"
    " quoted."
)


def reason_form(summary_id: int) -> Form:
    """Ask why a draft is sent back."""
    return Form(
        form=SEND_BACK,
        title="Send back",
        submit="Send back",
        context=str(summary_id),
        fields=(
            _why(
                REASON,
                "Why are you sending it back?",
                "The other facilitators will see this.",
                1000,
            ),
        ),
    )


def recall_form(summary_id: int) -> Form:
    """Ask why a posted summary is taken back."""
    after = "What was posted is removed from the central channel. A note says that, and why."
    return Form(
        form=RECALL,
        title="Recall the summary",
        submit="Recall it",
        context=str(summary_id),
        intro=(words(after),),
        fields=(_why(WHY, "Why are you recalling it?", "The department will read this.", LONGEST),),
    )


def choose_form(summary_id: int, snapshot: Snapshot, *, posted: bool) -> Form:
    """Ask which piece of a summary to change."""
    options = tuple(
        Option(piece.name, shorten(piece.label, 70))
        for piece in list(pieces(snapshot))[:MOST_PIECES]
    )
    return Form(
        form=CHOOSE,
        title="Amend the summary" if posted else "Edit the summary",
        submit="Next",
        context=str(summary_id),
        fields=(ChoiceField(WHICH, "What do you want to change?", options),),
    )


def change_form(summary_id: int, snapshot: Snapshot, piece: str, *, posted: bool) -> Form:
    """Ask how to change one piece, which must be there; once it was posted, also why."""
    line = line_of(snapshot, piece)
    lines = snapshot.impact if piece == IMPACT else snapshot.coming
    fields = _fields(line) if line is not None else (_lines(piece, lines),)
    after = "The change is made in the central channel at once, and says so."
    why = (_why(WHY, "Why do you change it?", "The department will read this.", LONGEST),)
    return Form(
        form=CHANGE,
        title="Amend the summary" if posted else "Edit the summary",
        context=f"{summary_id} {piece}",
        intro=(words(RULES), *((words(after),) if posted else ())),
        fields=(*fields, *(why if posted else ())),
    )


def settings_form(community_id: int, name: str, *, two: bool, releases: bool) -> Form:
    """Ask how what goes between the hubs and the department is approved."""
    return Form(
        form=SETTINGS,
        title="How it is approved",
        context=str(community_id),
        intro=(words(f"For {name}."),),
        fields=(
            ChoiceField(
                TWO,
                "Who approves a summary before the department gets it?",
                (Option(NO, "One facilitator"), Option(YES, "Two facilitators")),
                value=YES if two else NO,
            ),
            ChoiceField(
                RELEASES,
                "When the department replies",
                (
                    Option(NO, "The hubs get it at once"),
                    Option(YES, "A facilitator releases it first"),
                ),
                value=YES if releases else NO,
            ),
        ),
    )


def _fields(line: Line) -> tuple[Field, ...]:
    match line:
        case ThemeLine():
            return _theme(line)
        case RiskLine():
            return _risk(line)
        case WorkingLine():
            evidence = TextField(
                EVIDENCE,
                "What it rests on",
                value=line.evidence,
                required=False,
                max_length=LONGEST,
            )
            return _words("What works", line.words), evidence, _stays()
        case AskLine():
            return _words("What we ask", line.words), _stays()
        case SaidLine():
            reply = TextField(
                WORDS,
                "What the department replied",
                value=line.reply[:LONGEST],
                multiline=True,
                required=False,
                max_length=LONGEST,
            )
            return reply, _stays()


def _theme(line: ThemeLine) -> tuple[Field, ...]:
    label = TextField(LABEL, "Name of the theme", value=line.label, max_length=LONGEST_LABEL)
    quote = ChoiceField(
        QUOTE,
        "The quotation",
        (Option(YES, "Keep it"), Option(NO, "Leave it out")),
        value=YES,
    )
    said = _words("One sentence", line.sentence)
    return label, said, *((quote,) if line.quote else ()), _stays()


def _risk(line: RiskLine) -> tuple[Field, ...]:
    ratings = tuple(Option(each, rating_word(each)) for each in Rating)
    last = f"Last time: {rating_word(line.last).lower()}." if line.last else ""
    rating = ChoiceField(
        RATING, "How serious is it?", ratings, line.now or "", last, required=False
    )
    because = TextField(
        BECAUSE,
        "Why this rating?",
        hint="The department will read this.",
        value=line.reason[:LONGEST],
        multiline=True,
        required=False,
        max_length=LONGEST,
    )
    return _words("The risk or issue", line.words), rating, because, _stays()


def _lines(piece: str, lines: tuple[str, ...]) -> TextField:
    return TextField(
        LINES,
        LISTS[piece],
        hint="One on each line. Leave it empty for none.",
        value="\n".join(lines)[:LONGEST_LINES],
        multiline=True,
        required=False,
        max_length=LONGEST_LINES,
    )


def _words(label: str, value: str) -> TextField:
    return TextField(WORDS, label, value=value[:LONGEST], multiline=True, max_length=LONGEST)


def _stays() -> ChoiceField:
    options = (Option(YES, "Keep it in the summary"), Option(NO, "Leave it out"))
    return ChoiceField(STAYS, "In the summary?", options, value=YES)


def _why(name: str, label: str, hint: str, most: int) -> TextField:
    return TextField(name, label, hint=hint, multiline=True, max_length=most)
