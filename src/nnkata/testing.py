"""Helpers for specs: comparisons whose messages teach, checks of gradients and draws.

Every helper raises `AssertionError` itself, because pytest's rewriting of a plain
`assert` would add lines about arrays that help no reader. `Mismatch` carries the
tolerance, so that the failure card can say more than the message does.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


class Mismatch(AssertionError):
    """Two values differ: what was compared, and within which tolerance."""

    def __init__(self, message: str, what: str = "", rtol: float = 0, atol: float = 0):
        super().__init__(message)
        self.what = what
        self.rtol = rtol
        self.atol = atol


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
    __tracebackhide__ = True
    if isinstance(want, dict):
        _check_keys(got, want, what)
        parts = [(f"{what}[{key!r}]", got[key], want[key]) for key in want]
    elif isinstance(want, tuple) or (isinstance(want, list) and _is_nested(want)):
        _check_length(got, want, what)
        parts = [(f"{what}[{i}]", got[i], want[i]) for i in range(len(want))]
    else:
        _compare_arrays(got, want, what, rtol, atol)
        return
    for name, part, right in parts:
        assert_close(part, right, name, rtol=rtol, atol=atol)


def assert_shape(got: Any, shape: tuple[int, ...], what: str) -> None:
    """Compare the shape of an array with what it should be; () for a number."""
    __tracebackhide__ = True
    array = _as_numbers(got, what)
    if array.shape != tuple(shape):
        raise Mismatch(_shapes(what, array.shape, tuple(shape)), what)


@contextmanager
def leaves_alone(**inputs: Any) -> Iterator[None]:
    """Raise `Mismatch` if the block modifies one of the named arrays."""
    __tracebackhide__ = True
    before = {name: _copied(value) for name, value in inputs.items()}
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
    __tracebackhide__ = True
    assert_close(got, numeric_grad(f, x), what, rtol=rtol, atol=atol)


def assert_draws(
    draws: Any, what: str, *, mean: float = 0.0, std: float, sigmas: float = 6.0
) -> None:
    """Compare mean and standard deviation of independent draws with their law's.

    The tolerance is `sigmas` standard errors: std/sqrt(n) for the mean, and for the
    standard deviation std/sqrt(2n), which is exact for the normal law and generous
    for the uniform one.
    """
    __tracebackhide__ = True
    values = _as_numbers(draws, what).ravel()
    if not np.isfinite(values).all():
        raise Mismatch(f"{what}: expected finite numbers, got nan or inf", what)
    off_mean = sigmas * std / np.sqrt(values.size)
    off_std = sigmas * std / np.sqrt(2 * values.size)
    checks = [
        ("mean", values.mean(), mean, off_mean),
        ("std", values.std(), std, off_std),
    ]
    for name, measured, right, tolerance in checks:
        if not abs(measured - right) <= tolerance:
            raise Mismatch(
                f"{name} of {what}: expected {right:.6g} (within {tolerance:.2g}),"
                f" got {measured:.6g} over {values.size} draws",
                f"{name} of {what}",
            )


def assert_at_least(got: float, least: float, what: str) -> None:
    """Raise `Mismatch` if a measured value is below a threshold."""
    __tracebackhide__ = True
    if not got >= least:
        raise Mismatch(f"{what}: expected at least {least:g}, got {got:.4g}", what)


def assert_at_most(got: float, most: float, what: str) -> None:
    """Raise `Mismatch` if a measured value is above a threshold."""
    __tracebackhide__ = True
    if not got <= most:
        raise Mismatch(f"{what}: expected at most {most:g}, got {got:.4g}", what)


def measure(y_true: ArrayLike, y_pred: ArrayLike) -> dict[str, float]:
    """Return accuracy, balanced accuracy and, for classes 0 and 1, F1 of the ones.

    Raises
    ------
    Mismatch
        If there is not one predicted class number for every true one.
    """
    __tracebackhide__ = True
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

    Parameters
    ----------
    y_true, y_pred : array_like of m class numbers
    goal : the `goal` fixture
        Receives the metrics and the predictions; has the thresholds.
    """
    __tracebackhide__ = True
    goal.measured.update(measure(y_true, y_pred))
    goal.truth, goal.answers = np.ravel(y_true), np.ravel(y_pred)
    measured = goal.measured
    misses = [
        f"{name} {measured[name]:.4f} (needs >= {threshold:g})"
        for name, threshold in goal.at_least.items()
        if not measured[name] >= threshold
    ] + [
        f"{name} {measured[name]:.4f} (needs <= {threshold:g})"
        for name, threshold in goal.at_most.items()
        if not measured[name] <= threshold
    ]
    if misses:
        guessing = np.unique(np.asarray(y_true), return_counts=True)[1].max()
        raise Mismatch(
            f"{goal.name} on {goal.dataset}: {', '.join(misses)}."
            f" Always guessing the commonest class gives accuracy"
            f" {guessing / np.size(y_true):.3f}"
            f" ({np.size(y_true)} test examples, seed {goal.seed})",
            goal.name,
        )


def _check_keys(got: Any, want: Mapping[Any, Any], what: str) -> None:
    __tracebackhide__ = True
    if not isinstance(got, Mapping):
        raise Mismatch(f"{what}: expected a dict, got {describe(got)}", what)
    if set(got) != set(want):
        keys = sorted(map(str, got))
        raise Mismatch(f"{what}: expected the keys {sorted(want)}, got {keys}", what)


def _check_length(got: Any, want: Sequence[Any], what: str) -> None:
    __tracebackhide__ = True
    is_sequence = isinstance(got, tuple | list)
    if not is_sequence or len(got) != len(want):
        size = len(got) if is_sequence else describe(got)
        raise Mismatch(f"{what}: expected {len(want)} values, got {size}", what)


def _compare_arrays(got: Any, want: Any, what: str, rtol: float, atol: float) -> None:
    __tracebackhide__ = True
    array, right = _as_numbers(got, what), np.asarray(want)
    if array.shape != right.shape:
        raise Mismatch(_shapes(what, array.shape, right.shape), what)
    message = compare(array, right, what, rtol, atol)
    if message:
        raise Mismatch(message, what, rtol, atol)


def compare(got: Array, want: Array, what: str, rtol: float, atol: float) -> str:
    """Return what is wrong with an array of the right shape, or ""."""
    with np.errstate(invalid="ignore", over="ignore"):
        gap = np.abs(np.subtract(got, want, dtype=common_type(got, want)))
        close = gap <= atol + rtol * np.abs(want)
        right = (close & np.isfinite(want)) | (got == want)  # inf is close to anything
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
    __tracebackhide__ = True
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


def _shapes(what: str, got: tuple[int, ...], want: tuple[int, ...]) -> str:
    turned = "; yours is the transpose" if len(got) > 1 and got[::-1] == want else ""
    return f"{what}: expected {_shape(want)}, got {_shape(got)}{turned}"


def _shape(shape: tuple[int, ...]) -> str:
    return f"shape {shape}" if shape else "a single number"


def _index(index: Any) -> str:
    numbers = tuple(int(i) for i in index)
    return str(numbers) if len(numbers) > 1 else f"index {numbers[0]}"


def _is_nested(values: list[Any]) -> bool:
    """Return whether a list holds arrays or structures, and is not an array itself."""
    return any(isinstance(v, tuple | dict | np.ndarray) for v in values)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_copied(part) for part in value]
    return np.array(value, copy=True)
