"""Values as lines of Python: executed, they are the same to the last bit."""

import math

import numpy as np
import pytest

from nnkata.judging.literals import INLINE, Unwritable, Writer, folded
from nnkata.subject.recording import same_data

SCALE = 2.0


def drawn(kind=np.random.PCG64):
    rng = np.random.Generator(kind(3))
    rng.normal(size=5)
    return rng


def again(value, name="x"):
    """What the lines make, and the writer."""
    writer = Writer()
    name = writer.assign(name, value)
    space = {"np": np, "saved": writer.arrays}
    exec("\n".join(writer.lines), space)
    return space[name], writer


@pytest.mark.parametrize(
    "value",
    [
        *(1, -0.1, True, None, "it's", 1 + 2j, float("inf"), -math.inf, b"x"),
        *(np.float32(0.1), np.int64(3), np.bool_(True)),
        np.array([0.1, -0.0, np.nan, np.inf, -np.inf, 5e-324]),
        np.array([[1 / 3, 2], [3, 4]], np.float32),
        *(np.array([1, 2], np.uint8), np.array([1, 2]), np.array([True, False])),
        *(np.array(2.5), np.zeros((0, 3)), np.array(["a b", "c"]), np.array([1j])),
        np.array([1.5, 2.5], ">f8"),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(INLINE + 1.0) / 3,
        {"W1": np.eye(2), "b": [np.ones(2), (1.5,)], 3: ()},
        [(np.ones(1), None), {}],
    ],
    ids=repr,
)
def test_a_value_comes_back_to_the_last_bit(value):
    got, _ = again(value)
    assert type(got) is type(value)
    assert repr(got) == repr(value)
    assert same_data(got, value)
    if isinstance(value, np.ndarray):
        assert got.dtype == value.dtype
        assert got.tobytes() == value.tobytes()
        assert got.flags.f_contiguous == value.flags.f_contiguous


def test_large_arrays_are_put_aside():
    large, small = np.arange(INLINE + 1.0), np.arange(INLINE + 0.0)
    _, writer = again({"large": large, "small": small}, "P")
    assert list(writer.arrays) == ["P_large"]


@pytest.mark.parametrize(
    "rng",
    [np.random.default_rng(7), drawn(), drawn(np.random.MT19937)],
    ids=["seeded", "drawn", "MT19937"],
)
def test_a_generator_draws_the_same_numbers(rng):
    state = rng.bit_generator.state
    got, _ = again(rng, "rng")
    assert got.normal(size=4).tolist() == rng.normal(size=4).tolist()
    rng.bit_generator.state = state
    assert again(rng)[1].lines[0].startswith("x = np.random.")


def test_a_seed_is_written_as_one():
    assert again(np.random.default_rng(7))[1].lines == ["x = np.random.default_rng(7)"]


def scaled(x):
    return SCALE * math.sqrt(x) if x > 1 else scaled(x + 1)


def test_functions_are_written_with_what_they_use():
    shift = np.array([1.0, 2.0])
    pair = (lambda p: p**2, lambda p: (shift * p).sum() + (lambda q: q)(1))
    assert again(pair[0])[0](3) == 9
    assert again(pair[1])[0](2) == 7
    assert again(scaled, "f")[0](4) == 4.0
    assert again(np.prod)[0] is np.prod


def test_names_are_kept_apart():
    writer = Writer({"forward"})
    first = [writer.assign("X", value) for value in (1, 1, 2)]
    assert first == ["X", "X", "X_"]
    assert writer.assign("forward", 3) == "forward_"
    assert writer.assign("lambda", 4) == "lambda_"
    assert writer.assign("argument 1", 5) == "argument_1"
    assert writer.lines[0] == "X = 1"


@pytest.mark.parametrize("value", [object(), np.array([None]), {1, 2}, [iter(())]])
def test_what_cannot_be_written_is_refused(value):
    with pytest.raises(Unwritable, match="x"):
        again(value)


def test_a_text_is_not_folded_inside():
    line = f"x = {'a b ' * 40!r}"
    assert folded(line) == [line]
    assert len(folded(f"x = {[0.5] * 60}")) > 1
