"""How a wrong array stands to the right one: true statements, or silence."""

import numpy as np
import pytest

from nnkata.diagnosis.parts import Part
from nnkata.diagnosis.relations import relation, shape_relation

RIGHT = np.array([[1.0, -2.0, 0.3], [4.1, 3.0, -1.6]])
OTHER = RIGHT[:, ::-1] + 0.05


def told(got, want=RIGHT, **arguments):
    return relation(Part(got, want, arguments, decides=lambda name: True))


def told_of_two(*calls):
    """What is said of factors in two calls with some quantities."""
    parts = [
        Part(factor * want, want, quantities=quantities)
        for want, (factor, quantities) in zip((RIGHT, OTHER), calls, strict=True)
    ]
    return relation(parts[0], parts[1:])


def test_a_turned_sign_is_told():
    assert told(-RIGHT) == "the sign is turned: yours is minus the expected value"


def test_one_number_whose_sign_is_turned_is_told_unless_another_call_contradicts_it():
    said = "the sign is turned: yours is minus the expected value"
    assert told(-0.7, 0.7) == said
    assert relation(Part(-0.7, 0.7), [Part(0.3, 0.4)]) == ""


def test_a_factor_that_would_read_as_one_is_not_told():
    assert told(RIGHT * (1 + 3e-6)) == ""


def test_values_that_are_off_by_a_trace_are_not_in_another_order():
    assert told(RIGHT + 1e-8 * RIGHT[::-1]) == ""


@pytest.mark.parametrize(
    ("calls", "named"),
    [
        (((5, {"m": 5, "n": 3}), (4, {"m": 4, "n": 3})), "5 times, m is 5"),
        (((0.2, {"m": 5}), (0.25, {"m": 4})), "0.2 times, 1/m is 0.2"),
        (((0.2, {"keep": 0.8}), (0.5, {"keep": 0.5})), "0.2 times, 1 - keep is 0.2"),
        (((15, {"m": 5, "n": 3}), (14, {"m": 2, "n": 7})), "15 times, m·n is 15"),
        (((5, {"m": 5}), (5, {"m": 5})), "5 times"),  # any quantity might be 5
        (((5, {"m": 5}), (1, {})), "5 times, m is 5"),  # of one example nothing is seen
        (((5, {"m": 5}), (1, {"m": 4})), "5 times"),  # there, it was right
        (((5, {"m": 5, "n": 5}), (4, {"m": 4, "n": 4})), "5 times"),  # which of them?
    ],
)
def test_a_factor_has_the_one_name_that_fits_calls_which_differ_in_it(calls, named):
    factor, _, name = named.partition(" times, ")
    said = f"every value is {factor.split()[0]} times the expected one"
    assert told_of_two(*calls) == said + (f", and {name}" if name else "")


def test_a_name_needs_two_calls():
    part = Part(5 * RIGHT, RIGHT, quantities={"m": 5})
    assert relation(part) == "every value is 5 times the expected one"


def test_a_factor_that_nothing_fits_stays_a_number():
    assert told(0.7 * RIGHT) == "every value is 0.7 times the expected one"


def test_a_negative_factor_keeps_its_sign():
    assert told(-3 * RIGHT).startswith("every value is minus 3 times")


def test_zeros_everywhere_are_told():
    assert told(0 * RIGHT) == "yours is 0 everywhere"


def test_a_square_transpose_is_told():
    square = np.array([[1.1, 2.0], [3.0, 4.2]])
    assert told(square.T, square) == "yours is the transpose"


def test_a_missing_bias_is_told():
    b = np.array([0.4, -1.1, 2.0])
    assert told(RIGHT - b, b=b) == "yours is the expected value, less by b"


def test_a_constant_offset_is_told():
    assert told(RIGHT + 0.25) == "every value is 0.25 more than expected"


def test_ones_in_place_of_next_to_nothing_are_no_offset():
    assert told(np.ones(3), np.array([1e-12, 3e-13, 2e-14])) == ""


def test_a_wrong_row_is_told():
    got = RIGHT.repeat(2, axis=0)
    want = got.copy()
    got[3] += [1.0, -1.0, 2.0]
    assert told(got, want) == "wrong only in row 3"


def leaky(slope, z):
    return np.where(z > 0, z, slope * z)


Z = np.array([-2.1, -1.0, 0.5, 3.0, -0.3, 0.7, 1.1, -0.8, 2.0, -0.45, 1.2, -3.0, 0.1])


def test_a_wrong_condition_is_told_with_the_factor_there():
    said = told(leaky(0.1, Z), leaky(0.01, Z), z=Z)
    assert said == "wrong only where z < 0, by a factor of 10"


def test_a_condition_needs_more_values_than_chance_may_hit():
    z = Z[2:5]
    assert told(leaky(0.1, z), leaky(0.01, z), z=z) == "wrong only at index 2"


def test_a_condition_is_told_only_of_what_decides_element_by_element():
    part = Part(leaky(0.1, Z), leaky(0.01, Z), {"z": Z}, decides=lambda name: False)
    assert "where" not in relation(part)


def test_a_condition_that_another_call_contradicts_is_not_told():
    part = Part(leaky(0.1, Z), leaky(0.01, Z), {"z": Z}, decides=lambda name: True)
    right = Part(leaky(0.01, Z), leaky(0.01, Z), {"z": Z})
    assert "where" not in relation(part, [right])


def test_an_order_is_told():
    want = np.array([3.1, 1.2, 2.3])
    assert told(want[::-1], want) == "the right values in reverse order along axis 0"


def test_numbers_without_a_pattern_are_left_in_silence():
    assert told(RIGHT + np.array([[0.3, 0.1, 0.7], [0.2, 0.9, 0.4]])) == ""


def test_two_single_numbers_say_nothing_by_their_ratio():
    assert told(1.7, 2.9) == ""


def test_a_single_number_twice_as_large_may_be_chance_but_two_are_not():
    assert told(5.8, 2.9) == ""
    again = [Part(2.6, 1.3)]
    assert relation(Part(5.8, 2.9), again) == "yours is 2 times the expected one"


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (RIGHT.T, "yours is the transpose"),
        (RIGHT.reshape(6), "the values are right, only their shape is not"),
        (np.stack([RIGHT / 4, 3 * RIGHT / 4]), "the sum of yours over axis 0 is right"),
        (np.stack([RIGHT, RIGHT]), "yours repeats the right values along axis 0"),
    ],
)
def test_a_wrong_shape_is_compared_as_well(got, said):
    assert shape_relation(got, RIGHT).startswith(said)


def test_a_mean_that_is_missing_is_told():
    assert shape_relation(np.array([1.1, 2.0, 6.2]), 3.1).startswith(
        "the mean of yours"
    )


def test_zeros_are_not_taken_for_a_sum():
    assert shape_relation(np.zeros(3), np.zeros(())) == ""


CHANCE = 100  # coincidences of each kind
KINDS = {
    "random": lambda rng, shape: rng.normal(size=shape),
    "small integers": lambda rng, shape: rng.integers(-2, 4, size=shape),
    "small whole numbers": lambda rng, shape: rng.integers(-2, 4, size=shape) * 1.0,
    "zeros": lambda rng, shape: np.zeros(shape),
    "constants": lambda rng, shape: np.full(shape, float(rng.integers(-3, 4))),
    "labels": lambda rng, shape: rng.integers(0, 2, size=shape),
}
FACTS = ("yours is 0 everywhere", "wrong only at", "wrong only in")


@pytest.mark.parametrize("got", KINDS)
@pytest.mark.parametrize("want", KINDS)
def test_coincidences_are_passed_over_in_silence(got, want):
    rng = np.random.default_rng(3)
    for _ in range(CHANCE):
        shape = tuple(rng.integers(1, 5, size=rng.integers(0, 3)))
        arrays = [KINDS[kind](rng, shape) for kind in (got, want)]
        given = {name: make(rng, shape) for name, make in KINDS.items()}
        sizes = {"m": 2.0, "n": 3.0, "k": 4.0, "lr": 0.5}
        part = Part(*arrays, given, sizes, decides=lambda name: True)
        said = relation(part)
        assert not said or said.startswith(FACTS), (arrays, said)


@pytest.mark.parametrize("got", KINDS)
@pytest.mark.parametrize("want", KINDS)
def test_coincidences_of_other_shapes_are_passed_over_in_silence(got, want):
    rng = np.random.default_rng(3)
    for _ in range(CHANCE):
        shapes = [tuple(rng.integers(1, 4, size=rng.integers(0, 4))) for _ in "ab"]
        a, b = (KINDS[k](rng, s) for k, s in zip((got, want), shapes, strict=True))
        if a.shape != b.shape and not (a.size == b.size == 1):
            assert shape_relation(a, b) == "", (a, b)
