"""Evidence rises only by hubs that used a lesson or lived the same; outsiders see bands."""

from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.evidence import REPEATED_BY, backing, settled
from bot.lessons.models import Evidence
from bot.lessons.wording import used_words

HUBS = st.lists(st.none() | st.integers(1, 6))
EVIDENCE = st.sampled_from(Evidence)


@given(st.none() | st.integers(1, 6), HUBS, HUBS)
def test_neither_its_own_hub_nor_people_without_one_back_a_lesson(
    source: int | None, used: list[int | None], told: list[int | None]
) -> None:
    hubs = backing(source, used, told)
    assert source not in hubs
    assert hubs <= {one for one in [*used, *told] if one}
    assert hubs == backing(source, [*used, *used, source, None], told)


@given(EVIDENCE, st.integers(0, 9), st.booleans())
def test_only_three_hubs_make_an_account_a_repeated_one(
    now: Evidence, hubs: int, by_machine: bool
) -> None:
    after = settled(now, hubs, by_machine=by_machine)
    if now is Evidence.ACCOUNT:
        assert (after is Evidence.REPEATED) == (hubs >= REPEATED_BY)
    elif now is Evidence.REPEATED and by_machine and hubs < REPEATED_BY:
        assert after is Evidence.ACCOUNT
    else:
        assert after is now


@given(st.integers(0, 60))
def test_outsiders_never_learn_of_fewer_than_three_hubs_or_how_many(hubs: int) -> None:
    told = used_words(hubs, fellow=False)
    assert told in ("", "Used by 3 to 5 hubs", "Used by 6 or more hubs")
    assert bool(told) == (hubs >= 3)
    assert (str(hubs) in used_words(hubs, fellow=True)) == (hubs > 0)
