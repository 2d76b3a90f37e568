"""Helpers for specs: comparisons whose messages teach, checks of gradients and draws.

Every helper raises `AssertionError` itself, because pytest's rewriting of a plain
`assert` would add lines about arrays that help no reader. `Mismatch` carries the
tolerance, so that the failure card can say more than the message does.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from operator import ge, le
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__tracebackhide__ = True  # pytest shows the line of the spec, none of these

Array = NDArray[Any]


class Mismatch(AssertionError):
    """Two values differ: what was compared, and within which tolerance."""

    def __init__(self, message: str, what: str = "", rtol: float = 0, atol: float = 0):
        super().__init__(message)
        self.what = what
        self.rtol = rtol
        self.atol = atol


class Missed(Mismatch):
    """A graded run misses a threshold, which baseline runs may explain."""


def assert_close(
    got: Any, want: Any, what: str, *, rtol: float = 1e-7, atol: float = 1e-9
) -> None:
    """Compare numbers, arrays, or tuples, lists and dicts of them.

    Parameters
    ----------
    got, want : number, array, or tuple, list or dict of such
        What came out, and what should have. A structure is compared part by part.
    what : str
        The call as a reader would write it, for the message.
    rtol, atol : float
        |got - want| <= atol + rtol * |want| must hold for every value.

    Raises
    ------
    Mismatch
        First about the kind, then the shape, then the worst value.
    """
    if isinstance(want, dict):
        _check_keys(got, want, what)
        parts = [(f"{what}[{key!r}]", got[key], want[key]) for key in want]
    elif isinstance(want, tuple) or (isinstance(want, list) and _is_nested(want)):
        _check_length(got, want, what)
        parts = [(f"{what}[{i}]", got[i], want[i]) for i in range(len(want))]
    else:
        assert_shape(got, np.shape(want), what)
        if message := compare(np.asarray(got), np.asarray(want), what, rtol, atol):
            raise Mismatch(message, what, rtol, atol)
        return
    for name, part, right in parts:
        assert_close(part, right, name, rtol=rtol, atol=atol)


def assert_shape(got: Any, shape: tuple[int, ...], what: str) -> None:
    """Compare the shape of an array with what it should be; () for a number."""
    found, wanted = _as_numbers(got, what).shape, tuple(shape)
    if found != wanted:
        is_turned = len(found) > 1 and found[::-1] == wanted
        turned = "; yours is the transpose" if is_turned else ""
        text = f"expected {shape_in_words(wanted)}, got {shape_in_words(found)}{turned}"
        raise Mismatch(f"{what}: {text}", what)


@contextmanager
def leaves_alone(**inputs: Any) -> Iterator[None]:
    """Raise `Mismatch` if the block modifies one of the named arrays."""
    before = deepcopy(inputs)
    yield
    for name, value in inputs.items():
        assert_close(value, before[name], f"{name} after the call", rtol=0, atol=0)


def numeric_grad(f: Callable[[Any], Any], x: ArrayLike, eps: float = 1e-5) -> Array:
    """Return the gradient of the number f(x) at x by central differences, in float64.

    Parameters
    ----------
    f : callable
        Takes an array shaped like x and returns a number.
    x : array_like
        Where to measure, of any shape. Not modified.
    eps : float
        Half the distance between the two points of each difference.

    Returns
    -------
    ndarray of the shape of x
        Its error falls with eps squared, and grows as rounding divided by eps.
    """
    point = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        centre = point[index]
        point[index] = centre + eps
        above = float(f(point.copy()))
        point[index] = centre - eps
        below = float(f(point.copy()))
        point[index] = centre
        gradient[index] = (above - below) / (2 * eps)
    return gradient


def assert_gradient(
    got: Any,
    f: Callable[[Any], Any],
    x: ArrayLike,
    what: str,
    *,
    rtol: float = 1e-5,
    atol: float = 1e-8,
) -> None:
    """Compare a gradient with the central differences of f at x."""
    assert_close(got, numeric_grad(f, x), what, rtol=rtol, atol=atol)


def assert_draws(
    draws: Any, what: str, *, mean: float = 0.0, std: float, sigmas: float = 6.0
) -> None:
    """Compare mean and standard deviation of independent draws with their law's.

    The tolerance is `sigmas` standard errors: std/sqrt(n) for the mean, and for the
    standard deviation std/sqrt(2n), which is exact for the normal law and generous
    for the uniform one.
    """
    values = _as_numbers(draws, what).ravel()
    if not np.isfinite(values).all():
        raise Mismatch(f"{what}: expected finite numbers, got nan or inf", what)
    error = sigmas * std / np.sqrt(values.size)
    checks = {
        f"mean of {what}": (values.mean(), mean, error),
        f"std of {what}": (values.std(), std, error / np.sqrt(2)),
    }
    for name, (measured, right, tolerance) in checks.items():
        if not abs(measured - right) <= tolerance:
            wanted = f"expected {right:.6g} (within {tolerance:.2g})"
            over = f"over {values.size} draws"
            raise Mismatch(f"{name}: {wanted}, got {measured:.6g} {over}", name)


def assert_at_least(got: float, least: float, what: str) -> None:
    """Raise `Mismatch` if a measured value is below a threshold."""
    if not got >= least:
        raise Mismatch(f"{what}: expected at least {least:g}, got {got:.4g}", what)


def assert_at_most(got: float, most: float, what: str) -> None:
    """Raise `Mismatch` if a measured value is above a threshold."""
    if not got <= most:
        raise Mismatch(f"{what}: expected at most {most:g}, got {got:.4g}", what)


def measure(y_true: ArrayLike, y_pred: ArrayLike) -> dict[str, float]:
    """Return accuracy, balanced accuracy and, for classes 0 and 1, F1 of the ones.

    Raises
    ------
    Mismatch
        If there is not one predicted class number for every true one.
    """
    truth, what = np.asarray(y_true).ravel(), "the predictions"
    guess = _as_numbers(y_pred, what)
    if guess.size != truth.size:
        message = f"expected {truth.size} class numbers, got shape {guess.shape}"
        raise Mismatch(f"{what}: {message}", what)
    right = guess.ravel() == truth
    recalls = [float(right[truth == c].mean()) for c in np.unique(truth)]
    values = {
        "accuracy": float(right.mean()),
        "balanced_accuracy": float(np.mean(recalls)),
    }
    if set(np.unique(truth)) <= {0, 1}:
        hits = float((right & (truth == 1)).sum())
        claims = float((guess.ravel() == 1).sum()) + float((truth == 1).sum())
        values["f1"] = 2 * hits / claims if claims else 0.0
    return values


def assert_accuracy(y_true: ArrayLike, y_pred: ArrayLike, goal: Any) -> None:
    """Raise `Mismatch` if predictions on test data miss a threshold of a goal.

    Neither may a parameter be the same at the end of the training as after its first
    part, or nearly: a layer or a bias that is not updated can hide behind those that are.

    Parameters
    ----------
    y_true, y_pred : array_like of m class numbers
    goal : the `goal` fixture
        Receives the metrics and the predictions; has the thresholds.
    """
    goal.measured.update(measure(y_true, y_pred))
    goal.truth, goal.answers = np.ravel(y_true), np.ravel(y_pred)
    if unmoved := goal.unmoved():
        raise Mismatch(
            f"{goal.name} on {goal.dataset}: {' and '.join(unmoved)} hardly changed after the"
            " first epochs. Every step updates every weight and every bias.",
            goal.name,
        )
    misses = []
    thresholds = ((">=", ge, goal.at_least), ("<=", le, goal.at_most))
    for sign, reaches, by_name in thresholds:
        for name, threshold in by_name.items():
            value = goal.measured[name]
            if not reaches(value, threshold):
                misses.append(f"{name} {value:.4f} (needs {sign} {threshold:g})")
    if misses:
        guessing = np.unique(goal.truth, return_counts=True)[1].max()
        raise Missed(
            f"{goal.name} on {goal.dataset}: {', '.join(misses)}."
            f" Always guessing the commonest class gives accuracy"
            f" {guessing / goal.truth.size:.3f}"
            f" ({goal.truth.size} test examples, seed {goal.seed})",
            goal.name,
        )


def _check_keys(got: Any, want: Mapping[Any, Any], what: str) -> None:
    if not isinstance(got, Mapping):
        raise Mismatch(f"{what}: expected a dict, got {describe(got)}", what)
    if set(got) != set(want):
        keys = sorted(map(str, got))
        raise Mismatch(f"{what}: expected the keys {sorted(want)}, got {keys}", what)


def _check_length(got: Any, want: Sequence[Any], what: str) -> None:
    is_sequence = isinstance(got, tuple | list)
    if not is_sequence or len(got) != len(want):
        size = len(got) if is_sequence else describe(got)
        raise Mismatch(f"{what}: expected {len(want)} values, got {size}", what)


def compare(got: Array, want: Array, what: str, rtol: float, atol: float) -> str:
    """Return what is wrong with an array of the right shape, or ""."""
    with np.errstate(invalid="ignore", over="ignore"):
        right = np.isclose(got, want, rtol=rtol, atol=atol)
        gap = np.abs(np.subtract(got, want, dtype=common_type(got, want)))
    if right.all():
        return ""
    gap = np.where(right, -1.0, np.where(np.isnan(gap), np.inf, gap))
    worst = np.unravel_index(gap.argmax(), gap.shape)
    at = f" at {_index(worst)}" if worst else ""
    count = f" ({(~right).sum()} of {right.size} values are wrong)" if worst else ""
    digits = 8 if f"{want[worst]:.8g}" != f"{got[worst]:.8g}" else 12
    values = f"expected {want[worst]:.{digits}g}{at}, got {got[worst]:.{digits}g}"
    return f"{what}: {values}{count}"


def describe(value: Any) -> str:
    """Return a value's type in a few words."""
    if value is None:
        return "None: is a `return` missing?"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)} values"
    if inspect.iscoroutine(value):
        return "a coroutine: write `def` without `async`"
    if inspect.isgenerator(value):
        return "a generator: write `return` in place of `yield`"
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _as_numbers(value: Any, what: str) -> Array:
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        array = np.asarray(None)
    if array.dtype.kind not in "biufc":
        raise Mismatch(f"{what}: expected numbers, got {describe(value)}", what)
    return array


def common_type(got: Array, want: Array) -> Any:
    """Return a type in which differences of unsigned numbers and booleans cannot wrap."""
    kind = np.result_type(got, want)
    return kind if kind.kind in "fc" else np.float64


def shape_in_words(shape: tuple[int, ...]) -> str:
    """Return the words for a shape in messages."""
    return f"shape {shape}" if shape else "a single number"


def _index(index: Any) -> str:
    numbers = tuple(int(i) for i in index)
    return str(numbers) if len(numbers) > 1 else f"index {numbers[0]}"


def _is_nested(values: list[Any]) -> bool:
    """Return whether a list holds arrays or structures, and is not an array itself."""
    return any(isinstance(v, tuple | dict | np.ndarray) for v in values)
