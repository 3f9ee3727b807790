"""Teams' reactions that mean something to us.

Teams names an emoji by its code point and a word ("1f4a1_electriclightbulb"); the word has changed
over the years, the code point never does. Other clients send the emoji itself.
"""

from bot.events import Reaction

_EMOJI = {
    "\N{ELECTRIC LIGHT BULB}": Reaction.LESSON,
    "\N{SPOOL OF THREAD}": Reaction.CAPTURE,
    "\N{WHITE HEAVY CHECK MARK}": Reaction.ANSWERED,
    "\N{HEAVY CHECK MARK}": Reaction.ANSWERED,
    "\N{SEE-NO-EVIL MONKEY}": Reaction.FORGET,
}
_WORDS = {
    "lightbulb": Reaction.LESSON,
    "bulb": Reaction.LESSON,
    "electriclightbulb": Reaction.LESSON,
    "idea": Reaction.LESSON,
    "thread": Reaction.CAPTURE,
    "spoolofthread": Reaction.CAPTURE,
    "checkmark": Reaction.ANSWERED,
    "checkmarkbutton": Reaction.ANSWERED,
    "whiteheavycheckmark": Reaction.ANSWERED,
    "heavycheckmark": Reaction.ANSWERED,
    "seenoevil": Reaction.FORGET,
    "seenoevilmonkey": Reaction.FORGET,
}
_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"


def meaning(kind: str) -> Reaction | None:
    """Return what a reaction of that type means to us, if anything."""
    name = kind.strip().removesuffix(_EMOJI_STYLE)
    if name in _EMOJI:
        return _EMOJI[name]
    code, _, word = name.lower().partition("_")
    by_code = {f"{ord(emoji):x}": reaction for emoji, reaction in _EMOJI.items()}
    found = by_code.get(code) if word else None
    return found or _WORDS.get("".join(filter(str.isalpha, name.lower())))
