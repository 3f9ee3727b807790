"""What facilitators see of schedules, and fill in to change one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    ChoiceField,
    Element,
    Facts,
    Field,
    Form,
    Heading,
    Option,
    Text,
    TextField,
    words,
)
from bot.schedules.calendar import Weekday
from bot.schedules.models import ScheduleRun
from bot.schedules.timetable.rules import CHOSEN, NOTE, PAGE, Plan
from bot.schedules.timetable.wording import (
    NAMES,
    error_words,
    late_words,
    moment,
    run_words,
    schedule_words,
)
from bot.words import listed

CHANGE, HISTORY, FORM = "schedule_change", "schedule_history", "schedule"
WANTED, WEEKDAY, AT = "wanted", "weekday", "at"
ON, OFF = "on", "off"
LEAD = "What Common Thread does by itself for {name}. Times are those of {zone}."
FOR_ALL = "The same for every community"
NOTHING_SENT = "Drafts come to this community's facilitators. Nothing is sent before one approves."
DRAFT = "To have one drafted now, type /commonthread draft."
ASK = "If it happens again, tell whoever runs Common Thread: the log says what went wrong."


@dataclass(frozen=True, slots=True)
class Line:
    """A schedule as it is listed, all in words. `name` is its name in `rules`."""

    name: str
    when: str
    following: str
    last: str


def schedules_card(community_id: int, name: str, zone: str, lines: Sequence[Line]) -> Card:
    """Return what is scheduled for a community, with a button to change what is its own."""
    own = [line for line in lines if line.name in CHOSEN]
    elements: list[Element] = [words(LEAD.format(name=name, zone=zone))]
    for line in own:
        label = f"Change the {NAMES[line.name].lower()}"
        change = Button(label, CHANGE, f"{line.name}:{community_id}", opens_form=True)
        pairs = (("When", line.when), ("Next", line.following), ("Last", line.last))
        elements += [Heading(NAMES[line.name]), Facts(pairs), Actions((change,))]
    common = tuple(_in_a_line(line) for line in lines if line.name not in CHOSEN)
    elements += [Heading(FOR_ALL), Bullets(common), words(NOTHING_SENT, quiet=True)]
    elements.append(Actions((Button("Earlier runs", HISTORY, str(community_id)),)))
    told = [f"{NAMES[line.name].lower()}: {line.following}" for line in own]
    return Card(
        text=f"Schedules of {name}. Next {listed(told)}.",
        title=f"Schedules of {name}",
        elements=tuple(elements),
    )


def _in_a_line(line: Line) -> tuple[Text, ...]:
    told = f" {line.when}. Next {line.following}; last {line.last}."
    return Text(f"{NAMES[line.name]}.", strong=True), Text(told)


def change_form(plan: Plan) -> Form:
    """Return the form about when a community has its page or its note drafted."""
    what = NAMES[plan.name].lower()
    how = "every second week" if plan.name == PAGE else "once a month"
    wanted = ChoiceField(
        WANTED,
        f"Draft the {what}",
        (Option(ON, f"On: {how}"), Option(OFF, "Off")),
        value=ON if plan.wanted else OFF,
    )
    at = TextField(
        AT,
        "Time",
        hint=f"Like 09:00, by the clock of {plan.working.zone}.",
        value=f"{plan.at:%H:%M}",
        max_length=5,
    )
    weekday = ChoiceField(
        WEEKDAY,
        "Day",
        tuple(Option(str(one), str(one).capitalize()) for one in Weekday),
        value=str(plan.weekday),
    )
    fields: tuple[Field, ...] = (wanted, weekday, at) if plan.name == PAGE else (wanted, at)
    intro = "It is drafted on the first working day of each month." if plan.name == NOTE else ""
    return Form(
        form=FORM,
        title=NAMES[plan.name],
        context=f"{plan.name}:{plan.community_id}",
        fields=fields,
        intro=(words(intro),) if intro else (),
    )


def history_card(name: str, runs: Sequence[ScheduleRun], zone: ZoneInfo) -> Card:
    """Return how the latest runs went, the latest first."""
    title = f"Earlier runs for {name}"
    if not runs:
        return Card(text=f"{title}: none yet.", title=title, elements=(words("None yet."),))
    items = tuple(
        (Text(f"{schedule_words(run.schedule)}: ", strong=True), Text(run_words(run, zone)))
        for run in runs
    )
    return Card(text=f"{title}: the latest {len(runs)}.", title=title, elements=(Bullets(items),))


def late_card(name: str, due: datetime, late: timedelta, zone: ZoneInfo) -> Card:
    """Tell facilitators that their page or note begins late."""
    what = NAMES[name]
    said = (
        f"{what}: it was due on {moment(due, zone)} and begins only now, {late_words(late)} late."
    )
    why = "Common Thread was not running then, or had no time. There is nothing for you to do."
    return Card(text=said, title=f"{what}: late", elements=(words(said), words(why)))


def failed_card(name: str, due: datetime, error: str, zone: ZoneInfo) -> Card:
    """Tell facilitators that something was given up."""
    what = NAMES[name]
    said = f"{what}: what was due on {moment(due, zone)} was not done, as {error_words(error)}."
    then = "It is not tried again; the next one comes as planned."
    to_do = f"{then} {DRAFT}" if name in CHOSEN else then
    return Card(
        text=said,
        title=f"{what}: not done",
        elements=(
            words(said),
            words(to_do),
            words(ASK, quiet=True),
        ),
    )
