"""What people see who are asked whether they may be named. Pure."""

from bot.cards import Actions, Button, Card, notice, words

ANSWER = "helps_answer"
YES, NO = "on", "off"
NAMED = (
    "Thank you. I may now name you to people who ask about what you have been through."
    " You can switch it off on your own page or in /mydata."
)
NOT_NAMED = (
    "I will not name you, and send you no questions that wait for an answer."
    " You can switch it on at any time on your own page or in /mydata."
)


def may_i_name_card() -> Card:
    """Ask somebody whose answer helped whether they may be named to those who ask."""
    helped = "An answer of yours helped somebody."
    asked = "May I name you to people who ask about what you have been through?"
    return Card(
        text=f"{helped} {asked}",
        elements=(
            words(f"{helped} {asked}"),
            words(
                "They would see your name, your hub and how many questions like theirs you"
                " answered, and could ask me to introduce you. You can stop it at any time.",
                quiet=True,
            ),
            Actions((Button("Yes, name me", ANSWER, YES), Button("No, thank you", ANSWER, NO))),
        ),
    )


def answered_card(named: bool) -> Card:
    """Say what was chosen."""
    return notice(NAMED if named else NOT_NAMED)
