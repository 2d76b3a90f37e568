"""Comparing values: what passes, and the exact words of a refusal."""

import numpy as np
import pytest

from nnkata.testing import Mismatch, assert_close, assert_shape, leaves_alone

INF, NAN = np.inf, np.nan


def told(check, *arguments, **options):
    """The words with which a helper refuses."""
    with pytest.raises(Mismatch) as caught:
        check(*arguments, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    "got, want",
    [
        (2, 2.0),
        (np.float32(0.5), 0.5),
        ([1, 2], np.array([1.0, 2.0])),
        (np.ones((2, 3)), np.ones((2, 3))),
        ([INF, -INF, 0], [INF, -INF, 0]),
        (np.array([True, False]), [1, 0]),
        ([], []),
        ((1, [2, 3]), (1.0, np.array([2, 3]))),
        ([np.ones(2), np.ones(3)], (np.ones(2), np.ones(3))),
        ({"W": [1], "b": (2, 3)}, {"b": (2, 3), "W": np.ones(1)}),
        (1 + 1e-7, 1),
        (1e-9, 0),
        (1j, 1j),
    ],
)
def test_what_is_right_passes(got, want):
    assert_close(got, want, "f()")


@pytest.mark.parametrize(
    "got, want, words",
    [
        (None, 1, "f(): expected numbers, got None: is a `return` missing?"),
        ("1", 1, "f(): expected numbers, got a str"),
        (object(), 1, "f(): expected numbers, got an object"),
        ({"a": 1}, 1, "f(): expected numbers, got a dict"),
        ([1, [2, 3]], [1, 2], "f(): expected numbers, got a list of 2 values"),
        ([1, 2], 1, "f(): expected a single number, got shape (2,)"),
        (1, [1, 2], "f(): expected shape (2,), got a single number"),
        (np.ones((4, 1)), np.ones(4), "f(): expected shape (4,), got shape (4, 1)"),
        (5, 6, "f(): expected 6, got 5"),
        (0.123456789, 0.2, "f(): expected 0.2, got 0.12345679"),
        (NAN, 1, "f(): expected 1, got nan"),
        (INF, -INF, "f(): expected -inf, got inf"),
        (5, INF, "f(): expected inf, got 5"),
        (NAN, NAN, "f(): expected nan, got nan"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(got, want, words):
    assert told(assert_close, got, want, "f()") == words


def test_a_transpose_is_called_by_its_name():
    assert told(assert_close, np.ones((2, 3)), np.ones((3, 2)), "f()") == (
        "f(): expected shape (3, 2), got shape (2, 3); yours is the transpose"
    )


def test_the_worst_value_is_told_with_its_place_and_the_number_of_others():
    got = [[1.0, 2.5], [3.0, 9.0], [5.0, 6.0]]
    want = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    assert told(assert_close, got, want, "f()") == (
        "f(): expected 4 at (1, 1), got 9 (2 of 6 values are wrong)"
    )


def test_a_place_in_a_vector_is_one_index():
    assert told(assert_close, [1, 2, 4], [1, 2, 3], "f()") == (
        "f(): expected 3 at index 2, got 4 (1 of 3 values are wrong)"
    )


def test_nan_is_worse_than_any_number():
    assert told(assert_close, [1e300, NAN], [1, 2], "f()") == (
        "f(): expected 2 at index 1, got nan (2 of 2 values are wrong)"
    )


def test_an_expected_infinity_that_is_there_is_no_mismatch_beside_a_wrong_value():
    assert told(assert_close, [INF, 1], [INF, 2], "f()") == (
        "f(): expected 2 at index 1, got 1 (1 of 2 values are wrong)"
    )


def test_a_difference_of_bytes_does_not_wrap():
    got, want = np.uint8([51, 0]), np.uint8([128, 1])
    assert told(assert_close, got, want, "f()") == (
        "f(): expected 128 at index 0, got 51 (2 of 2 values are wrong)"
    )


def test_a_difference_within_the_tolerance_of_bytes_passes_in_both_directions():
    assert_close(np.uint8([51, 52]), np.uint8([52, 51]), "f()", rtol=0, atol=1)


@pytest.mark.parametrize(
    "atol, rtol, off", [(0.5, 0, 0.5), (0, 0.25, 0.5), (1, 0.25, 1.5)]
)
def test_the_edge_of_the_tolerance_passes(atol, rtol, off):
    assert_close(2 + off, 2, "f()", rtol=rtol, atol=atol)


@pytest.mark.parametrize(
    "atol, rtol, off", [(0.5, 0, 0.5), (0, 0.25, 0.5), (1, 0.25, 1.5)]
)
def test_beyond_the_edge_of_the_tolerance_is_refused(atol, rtol, off):
    with pytest.raises(Mismatch):
        assert_close(2 + off + 1e-9, 2, "f()", rtol=rtol, atol=atol)


def test_a_mismatch_carries_its_tolerance():
    with pytest.raises(Mismatch) as caught:
        assert_close(1, 2, "f()", rtol=0.1, atol=0.2)
    assert (caught.value.what, caught.value.rtol, caught.value.atol) == (
        "f()",
        0.1,
        0.2,
    )


@pytest.mark.parametrize(
    "got, words",
    [
        ({"W": 1}, "f(): expected the keys ['W', 'b'], got ['W']"),
        (
            {"W": 1, "b": 2, "c": 3},
            "f(): expected the keys ['W', 'b'], got ['W', 'b', 'c']",
        ),
        ({"W": 1, "b": 3}, "f()['b']: expected 2, got 3"),
        ((1, 2), "f(): expected a dict, got a tuple of 2 values"),
    ],
)
def test_a_dict_is_compared_key_by_key(got, words):
    assert told(assert_close, got, {"W": 1, "b": 2}, "f()") == words


@pytest.mark.parametrize(
    "got, words",
    [
        ((1,), "f(): expected 2 values, got 1"),
        ((1, 3), "f()[1]: expected 2, got 3"),
        (7, "f(): expected 2 values, got an int"),
        (None, "f(): expected 2 values, got None: is a `return` missing?"),
        (np.ones(2), "f(): expected 2 values, got an array of shape (2,)"),
    ],
)
def test_a_tuple_is_compared_part_by_part(got, words):
    assert told(assert_close, got, (1, 2), "f()") == words


def test_a_place_in_a_structure_is_told_as_python_would_write_it():
    want = [{"W": np.ones(2)}, {"W": np.zeros(1)}]
    got = [{"W": np.ones(2)}, {"W": np.ones(1)}]
    words = told(assert_close, got, want, "f()")
    assert words.startswith("f()[1]['W']: expected 0 at index 0, got 1")


def test_a_shape_is_compared_alone():
    assert_shape(np.full((2, 3), NAN), (2, 3), "f()")


def test_a_wrong_shape_is_told():
    assert told(assert_shape, np.ones((2, 3)), (2, 2), "f()") == (
        "f(): expected shape (2, 2), got shape (2, 3)"
    )


def test_a_number_has_the_empty_shape():
    assert told(assert_shape, [1.0], (), "f()") == (
        "f(): expected a single number, got shape (1,)"
    )


def test_inputs_that_are_left_alone_pass():
    with leaves_alone(X=np.array([1.0, INF]), P={"W": [1, 2]}):
        pass


def test_an_input_that_is_changed_is_named():
    X = np.array([1.0, 2.0])
    words = r"^X after the call: expected 2 at index 1, got 3"
    with pytest.raises(Mismatch, match=words), leaves_alone(X=X):
        X[1] = 3


def test_a_change_inside_a_structure_is_named():
    P = {"W1": np.ones(1)}
    words = r"^P after the call\['W1'\]: expected 1"
    with pytest.raises(Mismatch, match=words), leaves_alone(P=P):
        P["W1"] += 1


def test_as_many_digits_are_told_as_it_takes_to_see_what_is_off():
    words = "expected 2.1000000001, got 2.1000000081"
    with pytest.raises(Mismatch, match=words):
        assert_close(2.1000000081, 2.1000000001, "f()", rtol=1e-10)


async def late(x):
    return x


def one_by_one(x):
    yield x


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (late, "got a coroutine: write `def` without `async`"),
        (one_by_one, "got a generator: write `return` in place of `yield`"),
    ],
)
def test_a_function_that_has_not_run_yet_is_told(function, words):
    value = function(1)
    with pytest.raises(Mismatch, match=words):
        assert_close(value, 1, "f(1)")
    value.close()
