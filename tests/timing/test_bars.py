"""The bar chart of ratios."""

import pytest

from nnkata.timing.bars import bar_chart, number

CHARTS = [
    {"naive loops": 412.0, "yours": 1.3, "reference": 1.0, "products": 0.81},
    {"naive loops": 1.02, "yours": 0.98, "reference": 1.0},
    {"a name that is longer than its column is wide": 123_456.0, "reference": 1.0},
    {"reference": 1.0, "products": 0.003},
    {"reference": 1.0},
]


def lengths(ratios):
    bars = [line.count("#") for line in bar_chart(ratios, "#")]
    return dict(zip(ratios, bars, strict=False))


@pytest.mark.parametrize("ratios", CHARTS)
def test_a_chart_fits_in_80_columns_and_shows_a_bar_for_each(ratios):
    lines = bar_chart(ratios)
    assert max(map(len, lines)) <= 80
    assert min(lengths(ratios).values()) >= 1


def test_ten_times_as_long_is_always_as_many_characters_more():
    ratios = {"a": 1000.0, "b": 100.0, "c": 10.0, "d": 1.0}
    a, b, c, d = lengths(ratios).values()
    assert a - b == b - c == c - d
    assert f"{a - b} characters more are ten times" in bar_chart(ratios)[-1]


def test_the_longer_time_has_the_longer_bar():
    found = lengths(CHARTS[0])
    assert found["naive loops"] > found["yours"] >= found["reference"] > 0


@pytest.mark.parametrize(
    "ratio, shown",
    [(0.814, "0.81"), (12.34, "12.3"), (412.2, "412"), (7081.0, "7,081")],
)
def test_a_ratio_has_two_or_three_digits(ratio, shown):
    assert number(ratio) == shown
