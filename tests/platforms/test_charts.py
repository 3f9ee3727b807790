"""The chart as a picture."""

import struct
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.charts import draw_chart
from bot.cards import Bar, Chart


def size(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def chart(*bars: Bar) -> Chart:
    return Chart("Hubs by theme", bars, "In words")


def test_a_bar_more_makes_the_picture_higher() -> None:
    one = draw_chart(chart(Bar("Call backs", 3, "3 to 5 hubs")))
    two = draw_chart(chart(Bar("Call backs", 3, "3 to 5 hubs"), Bar("Panel dates", 6, "6 or more")))
    assert size(one)[0] == size(two)[0] == 1440
    assert size(two)[1] > size(one)[1]
    assert one != two


@pytest.mark.parametrize(
    "odd",
    [
        chart(),
        chart(Bar("Nothing yet", 0, "none")),
        chart(Bar("Less than nothing", -2, "none")),
        chart(Bar("£$5 and $6 {x} \\frac", 1, "$$")),
        chart(Bar("a very long label " * 20, 1e9, "very many words " * 20)),
        chart(Bar("Llety ŵyr ŷ", 1, "un")),
        Chart("A title of many words " * 20, (Bar("", 1, ""),), "x"),
    ],
)
def test_any_words_and_values_can_be_drawn(odd: Chart) -> None:
    assert size(draw_chart(odd))[0] == 1440


def test_charts_drawn_at_once_are_the_same_as_one_by_one() -> None:
    charts = [chart(Bar(f"Theme {number}", number, "hubs")) for number in range(1, 5)]
    alone = [draw_chart(each) for each in charts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw_chart, charts)) == alone
