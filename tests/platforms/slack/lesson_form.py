"""A form, and what Slack sends when a person has filled it in."""

from bot.cards import ChoiceField, Form, ManyField, Option, TextField

FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened", value="We rang back", multiline=True),
        ChoiceField("worked", "Did it work?", (Option("yes", "Yes"), Option("no", "No"))),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch"))),
    ),
    context="message 7",
)
VALUES = {
    "what": {"value": {"type": "plain_text_input", "value": " We rang back at once "}},
    "worked": {"value": {"type": "radio_buttons", "selected_option": {"value": "yes"}}},
    "steps": {
        "value": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}
    },
}
