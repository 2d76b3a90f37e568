"""How a wrong array stands to the right one: true statements, or silence."""

import numpy as np
import pytest

from nnkata.diagnosis.relations import relation, shape_relation

RIGHT = np.array([[1.0, -2.0, 0.5], [4.0, 3.0, -1.5]])


def told(got, want=RIGHT, **quantities):
    return relation(got, want, quantities=quantities)


def test_a_turned_sign_is_told():
    assert told(-RIGHT) == "the sign is turned: yours is minus the expected value"


def test_a_factor_that_would_read_as_one_is_not_told():
    assert told(RIGHT * (1 + 3e-6)) == ""


def test_values_that_are_off_by_a_trace_are_not_in_another_order():
    assert told(RIGHT + 1e-8 * RIGHT[::-1]) == ""


def test_a_factor_is_named_after_the_size_it_equals():
    said = "every value is 5 times the expected one, and m is 5"
    assert told(5 * RIGHT, m=5, n=3) == said


def test_a_factor_is_named_after_the_inverse_of_a_size():
    said = "every value is 0.2 times the expected one, and 1/m is 0.2"
    assert told(RIGHT / 5, m=5, n=3) == said


def test_a_factor_is_named_after_the_rest_to_one():
    said = "every value is 0.2 times the expected one, and 1 - keep is 0.2"
    assert told(RIGHT * 0.2, keep=0.8) == said


def test_a_product_is_named_if_it_is_the_only_one():
    said = "every value is 15 times the expected one, and m·n is 15"
    assert told(15 * RIGHT, m=5, n=3) == said


def test_a_factor_that_two_products_fit_stays_without_a_name():
    assert told(12 * RIGHT, m=4, n=3, k=6) == "every value is 12 times the expected one"


def test_a_factor_that_nothing_fits_stays_a_number():
    assert told(0.7 * RIGHT, m=5) == "every value is 0.7 times the expected one"


def test_a_negative_factor_keeps_its_sign():
    assert told(-3 * RIGHT).startswith("every value is minus 3 times")


def test_zeros_everywhere_are_told():
    assert told(0 * RIGHT) == "yours is 0 everywhere"


def test_a_square_transpose_is_told():
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert told(square.T, square) == "yours is the transpose"


def test_a_missing_bias_is_told():
    b = np.array([0.5, -1.0, 2.0])
    said = relation(RIGHT - b, RIGHT, {"b": b})
    assert said == "yours is the expected value, less by b"


def test_a_constant_offset_is_told():
    assert told(RIGHT + 0.25) == "every value is 0.25 more than expected"


def test_a_wrong_row_is_told():
    got = RIGHT.repeat(2, axis=0)
    want = got.copy()
    got[3] += [1.0, -1.0, 2.0]
    assert told(got, want) == "wrong only in row 3"


def test_a_wrong_condition_is_told_with_the_factor_there():
    z = np.array([-2.0, -1.0, 0.5, 3.0, -0.5])
    want = np.where(z > 0, z, 0.01 * z)
    got = np.where(z > 0, z, 0.1 * z)
    said = relation(got, want, {"z": z})
    assert said == "wrong only where z < 0, by a factor of 10"


def test_an_order_is_told():
    want = np.array([3.0, 1.0, 2.0])
    assert told(want[::-1], want) == "the right values in reverse order along axis 0"


def test_numbers_without_a_pattern_are_left_in_silence():
    assert told(RIGHT + np.array([[0.3, 0.1, 0.7], [0.2, 0.9, 0.4]])) == ""


def test_two_single_numbers_say_nothing_by_their_ratio():
    assert relation(1.7, 2.9) == ""


def test_a_single_number_twice_as_large_is_told():
    assert relation(5.8, 2.9) == "yours is 2 times the expected one"


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (RIGHT.T, "yours is the transpose"),
        (RIGHT.reshape(6), "the values are right, only their shape is not"),
        (np.stack([RIGHT, RIGHT]) / 2, "the sum of yours over axis 0 is right"),
    ],
)
def test_a_wrong_shape_is_compared_as_well(got, said):
    assert shape_relation(got, RIGHT).startswith(said)


def test_a_mean_that_is_missing_is_told():
    assert shape_relation(np.array([1.0, 2.0, 6.0]), 3.0).startswith(
        "the mean of yours"
    )


def test_zeros_are_not_taken_for_a_sum():
    assert shape_relation(np.zeros(3), np.zeros(())) == ""
