"""The words of a text, and those that say how it is said rather than what it is about."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_](?:[\w'’&/-]*\w)?")
"""A word begins with a letter; apostrophes, hyphens, & and / may be inside it."""


def words_of(text: str) -> list[str]:
    """The words of a text in order, as written."""
    return WORD.findall(unicodedata.normalize("NFC", text))


WELSH = """
a ac ag ai ar at be beth bod bu chi chwi cyn dan dim dros dw efo ei ein er eu fel fi fy gan gyda
gyda'r hefyd hi hyn hynny i i'r iawn ini mae mai mewn mi mor na nad nawr neu nhw ni nid o o'r
oedd oes ond os pam pan pwy rhai roedd rydw rydych rydym sut sy sydd ti un wedi wrth y ydi ydw
ydy ydym yma yn yna yr ystod â â'r
"""

CHATTY = """
actually ah ain't aint almost already also anybody anyone anything anyway aren't arent ask asked
asking aye bit came can't cant come comes coming cos could couldn't couldnt did didn't didnt
does doesn't doesnt doing don't done dont else end ends even ever every everybody everyone
everything far feel feels fine first folks gave get gets getting give given gives giving goes
going gone gonna good got gotten great guess had hadn't hadnt half happen happened happening
happens hasn't hasnt haven't havent having he'd he'll he's hello help hey hi hmm how's i'd i'll
i'm i've idea isn't instead isnt it'd it'll it's its just keep keeps kept kind knew know known knows
last later least left let let's lets like likely little ll long look looked looking looks lot
lots made make makes making many may maybe mean means meant might more much my need needed needs
new next nice nobody nope nothing obviously oh ok okay old once one ones only other our ours out
over own people perhaps please point pretty probably put puts quite rather re really reckon
right said same saw say saying says second see seem seemed seems seen she's short should
shouldn't sit sits so some somebody someone something sometimes soon sort start started starting
still stop stuff such sure ta take taken takes taking talk tell tells thank thanks that's thats
the their them then there there's theres they'd they'll they're they've theyre thing things
think thinks this those though thought through till time times to today told tomorrow tonight too
took tried try trying turn turned turns two until up us use used useful using usually ve very
via want wanted wanting wants wasn't wasnt way ways we'd we'll we're we've well went were
weren't weve what what's whats when where which who who's whoever why will with won't wonder
wondering wont word words work worked working works worth would wouldn't wouldnt yeah yep yes
yesterday yet you'd you'll you're you've your youre yours
"""

ENGLISH = """
a about above across after again against all alone along am among an and another any anything
are around as at away back be became because become been before behind being below between both
but by can cannot do done down during each either enough etc every except few for from full
further had has have he her here hers herself him himself his how however i if in into is it
itself less let many me mine moreover most must myself n't neither never no none nor not now of
off often on onto or others ourselves per plus same shall she should since than that the
themselves these they to together toward under unless upon us was we were whether while who's
whole whom whose will within without would you yours yourself
"""

STOP_WORDS = frozenset(f"{ENGLISH} {CHATTY} {WELSH}".split())
