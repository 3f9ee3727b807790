"""Temporary."""
from bot.ports import RecognisedKind
class R:
    def recognise(self, messages):
        return [RecognisedKind("question" if "?" in t else ("answer" if p is not None else "challenge"), .9, True) for t,p in messages]
    def learn(self, c): pass
def train_recogniser(ms): return R()
