"""The curve of a training: in a line of text, and beside those of baseline runs."""

import math

import pytest

from nnkata.report.curves import describe_curve, sparkline
from nnkata.training.calibration import Calibration

BASELINE = Calibration(
    fingerprint="0123",
    seconds=0.1,
    base_rate=0.9,
    measured={"last_loss": [0.1, 0.2, 0.15]},
    epochs=[0, 2, 4, 6],
    lowest=[0.70, 0.40, 0.20, 0.10],
    highest=[0.72, 0.50, 0.30, 0.20],
)
MIDDLE = [0.71, 0.6, 0.45, 0.3, 0.25, 0.2, 0.15]


def curve(**changes):
    """The middle of the range, but for some epochs, named as e3=0.5."""
    values = list(MIDDLE)
    for name, value in changes.items():
        values[int(name.removeprefix("e"))] = value
    return values


def test_equal_ratios_are_equal_steps():
    assert sparkline([10**-k for k in range(8)]) == "█▇▆▅▄▃▂▁"


def test_one_high_value_leaves_room_for_the_others():
    assert sparkline([1e6, *(2.0**-k for k in range(20))]).startswith("███▇▇")


def test_a_curve_that_stays_is_a_flat_line():
    assert sparkline([0.5, 0.5, 0.5]) == "▁▁▁"


def test_what_is_no_number_is_a_question_mark():
    assert sparkline([1.0, math.nan, math.inf, 0.1]) == "█??▁"


def test_a_cost_of_zero_is_at_the_bottom():
    assert sparkline([1.0, 0.1, 0.0]) == "█▁▁"


def test_a_curve_of_no_number_at_all_is_drawn_too():
    assert sparkline([math.nan, math.nan]) == "??"


def test_an_empty_curve_is_an_empty_line():
    assert sparkline([]) == ""


def test_a_long_curve_fits_and_ends_with_its_last_value():
    drawn = sparkline([1.0] * 999 + [0.001])
    assert (len(drawn), drawn[-1]) == (40, "▁")


@pytest.mark.parametrize(
    "losses, told",
    [
        (MIDDLE, "inside the range of 3 baseline runs"),
        (curve(e0=0.7 * 0.99), "inside the range of 3 baseline runs"),
        (curve(e4=0.4, e6=0.4), "above the range of 3 baseline runs from epoch 5 on"),
        (curve(e6=0.4), "above the range of 3 baseline runs from epoch 7 on"),
        (curve(e0=2.0, e2=2.0, e4=2.0, e6=2.0), "above the range of 3 baseline runs"),
        (
            curve(e2=0.01, e4=0.01, e6=0.01),
            "below the range of 3 baseline runs from epoch 3",
        ),
        (curve(e4=0.4), "at the end, outside in epochs 5"),
        (curve(e2=0.9, e4=0.1), "at the end, outside in epochs 3 to 5"),
        (curve(e4=math.nan, e6=math.nan), "not finite from epoch 5 on"),
        (curve(e6=math.inf), "not finite from epoch 7 on"),
        (MIDDLE[:3], "inside the range of 3 baseline runs"),
        ([], "no epoch to compare"),
    ],
)
def test_a_curve_is_placed(losses, told):
    assert told in describe_curve(losses, BASELINE)
