"""Saving a lesson, checking it, reviewing it and using it."""

from datetime import UTC, date, datetime

from bot.capture.models import Contribution
from bot.lessons import cards
from bot.lessons.backing import Backing
from bot.lessons.checking import cards as checking
from bot.lessons.checking import forms
from bot.lessons.checking.showing import Whole
from bot.lessons.models import Evidence, Lesson, LessonChange, LessonUse, Stage, Status
from bot.lessons.reviewing import cards as reviewing
from bot.lessons.service import Sharing, Told
from bot.lessons.using import cards as using
from tests.gallery.pictures import Picture, example
from tests.gallery.world import AISHA, BARRY, CALDER, FEN, HUMBER, HUW, LINK, NOW, ZONE

_TOLD = Told(
    what_happened="The library lends us its rooms for nothing, if we ask six weeks before.",
    recommendation="Ask the libraries for their rooms six weeks before.",
    worked=True,
    sharing=Sharing.DEPARTMENT,
    named=True,
)
_PICKS = (
    cards.Pick(1, "The library lends us its rooms for nothing", date(2026, 9, 24)),
    cards.Pick(2, "Ring every enquirer within two hours", date(2026, 9, 22)),
)
_TODAY = date(2026, 9, 28)
_STORY = (
    "Book the panel date on the day the assessment is allocated. Sounds daft but everything else"
    " lines up behind a real date. Average went from 6.8 months to 4.9."
)


def _lesson(number: int, recommendation: str, story: str, **more: object) -> Lesson:
    message = Contribution(
        id=number,
        text=story,
        author=AISHA,
        hub=CALDER,
        posted_at=datetime(2026, 9, 22, 9, tzinfo=UTC),
        permalink=LINK,
    )
    values = {
        "title": "",
        "worked": True,
        "sharing": "department",
        "named": False,
        "status": Status.CAPTURED,
        "why": "",
        "early_signs": "",
        "applies_when": "",
        "not_when": "",
        "stage": "",
        "evidence": Evidence.ACCOUNT,
        "decline_reason": "",
    }
    return Lesson(
        id=number,
        contribution_id=number,
        contribution=message,
        what_happened=story,
        recommendation=recommendation,
        **(values | more),
    )


_NEW = _lesson(1, "Book the panel date on the day the assessment is allocated.", _STORY)
_CHECKED = _lesson(
    2,
    "Ring every enquirer within two hours.",
    "Anyone we rang within two hours was three times as likely to book a visit.",
    title="Call back at once",
    status=Status.CHECKED,
    stage=Stage.DELIVERY,
    evidence=Evidence.REPEATED,
    why="Interest cools quickly after someone makes contact.",
    applies_when="Somebody can be kept free each morning.",
    owner=AISHA,
    review_on=date(2026, 8, 24),
    checked_at=datetime(2026, 2, 24, 9, tzinfo=UTC),
)
_DECLINED = _lesson(
    3,
    "Buy better biscuits.",
    "The biscuits were bad again.",
    decline_reason="It is about one day. Do you know whether it changed who came back?",
)
_ASKED, _REPLIED, _SAVED = (
    LessonChange(id=number, what=what, words=said, at=NOW, by=by, fields=[])
    for number, what, said, by in (
        (2, "asked", "Was it the date alone, or did you also change the form?", BARRY),
        (3, "replied", "The date alone. The form came a month later.", AISHA),
        (1, "saved", "", AISHA),
    )
)
_USES = (
    LessonUse(hub=HUMBER, fitted=True, words="Half as many visits cancelled since June."),
    LessonUse(hub=FEN, fitted=False, words="We share one phone line with three councils."),
)
_PROPOSED = Contribution(
    id=9,
    text="Name a super user in each council and give them two hours a week.",
    hub=HUMBER,
    posted_at=datetime(2026, 9, 25, 9, tzinfo=UTC),
)
_QUEUE = checking.Queue(
    whole=Whole(_NEW, Backing(used=0, unfit=0, accounts=1), _ASKED, _REPLIED),
    waiting=3,
    proposed=(_PROPOSED,),
    due=(_CHECKED,),
    note="Checked: “Ring referees instead of writing.”",
)

PICTURES = (
    Picture(
        "lesson",
        "Saving a lesson",
        "The form, filled in with the message's words, and what is said when it is saved.",
        (
            example(cards.lesson_form, "m", _STORY, told=None, may_widen=True, same=(_CHECKED,)),
            example(cards.saved_card, _TOLD, "Hub leads"),
            example(cards.account_card, _CHECKED.recommendation, 2),
        ),
    ),
    Picture(
        "lesson-ways",
        "Other ways to a lesson",
        "The picker of `/lesson` alone, a reaction's question, and the form of who may not share it"
        " widely.",
        (
            example(cards.picker, _PICKS),
            example(cards.add_card, 1, _TOLD.what_happened),
            example(cards.lesson_form, "m", "", told=_TOLD, may_widen=False),
        ),
    ),
    Picture(
        "lesson-check",
        "Checking lessons",
        "What `/commonthread lessons` shows to facilitators: a lesson with all that is known of it,"
        " messages that look like one, and lessons due for review.",
        (
            example(checking.queue_card, _QUEUE, ZONE),
            example(checking.queue_card, checking.Queue(whole=None, waiting=0), ZONE),
            example(checking.history_card, _NEW, (_REPLIED, _ASKED, _SAVED), ZONE),
        ),
    ),
    Picture(
        "lesson-check-forms",
        "Approving and editing a lesson",
        "What the buttons below a lesson ask.",
        (
            example(forms.approve_form, _NEW, (AISHA, HUW), 1, _TODAY),
            example(forms.edit_form, _CHECKED),
            example(forms.merge_form, _NEW, (_CHECKED,)),
            example(forms.decline_form, _NEW),
        ),
    ),
    Picture(
        "lesson-author",
        "Asking the author",
        "The facilitator's question, what the author gets and may reply, and what comes back; and"
        " what is said to who saved a lesson that was declined.",
        (
            example(forms.ask_form, _NEW, "Aisha Ackroyd"),
            example(checking.question_card, _NEW, _ASKED.words, "Barry Earnshaw"),
            example(forms.reply_form, _NEW, _ASKED.words),
            example(checking.reply_card, _NEW, _ASKED.words, _REPLIED.words, "Aisha Ackroyd"),
            example(checking.declined_card, _DECLINED),
        ),
    ),
    Picture(
        "lesson-review",
        "Is it still right?",
        "What the owner of a lesson is asked on the review date, and facilitators when an owner has"
        " left.",
        (
            example(reviewing.review_card, _CHECKED, again=False),
            example(reviewing.ownerless_card, (_CHECKED, _NEW)),
            example(
                reviewing.owner_form,
                _CHECKED,
                forms.owner_field((AISHA, HUW), None),
                forms.review_field(_TODAY),
            ),
        ),
    ),
    Picture(
        "lesson-use",
        "Using a lesson",
        "A lesson with what hubs say who used it, and what the buttons ask.",
        (
            example(
                using.lesson_card,
                using.Seen(_CHECKED, fellow=True, used=4, uses=_USES, accounts=2),
            ),
            example(using.use_form, _CHECKED, fitted=True),
            example(using.use_form, _CHECKED, fitted=False),
            example(using.thanks_card, _CHECKED, 4, fitted=True),
        ),
    ),
)
