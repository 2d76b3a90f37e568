"""Statements about one wrong call: its side effects, structure, shape and values."""

from typing import Any

import numpy as np

from nnkata.content.docstrings import returned_names, sizes
from nnkata.diagnosis.compare import Tolerance, alike, is_numeric, parts, same_part
from nnkata.diagnosis.implementations import Outcome
from nnkata.diagnosis.relations import relation, shape_relation
from nnkata.subject.foreign import is_foreign, is_model
from nnkata.subject.recording import CACHES, Call
from nnkata.testing import describe


def describe_call(
    call: Call, right: Outcome, function: Any, tolerance: Tolerance
) -> tuple[list[str], list[str]]:
    """Return statements about a wrong call, and the names of its parts that are right.

    `function` is the reference's, whose docstring names the parts and the sizes.
    """
    if call.error is not None:
        return [], []  # the card shows the error with the learner's own line
    statements = _side_effects(set(call.changed), right.changed)
    if right.error:
        return statements, []
    if is_model(call.result):
        return _model_differences(call.result, right.result) or statements, []
    if call.own is not None or is_foreign(call.result):
        return statements, []  # the spec's own message says it, or the mistake's advice
    names = returned_names(function)
    structure = _structure(call.result, right.result, names)
    if structure:
        return [*statements, structure], []
    if is_random(call):
        return [*statements, *_statistics(call.result, right.result, names)], []
    right_names: list[str] = []
    quantities = _quantities(function, call)
    pairs = zip(parts(call.result, names), parts(right.result, names), strict=True)
    for (name, got), (_, want) in pairs:
        if same_part(got, want, tolerance):
            right_names += [name] if name not in CACHES else []
        else:
            text = _describe_part(got, want, call.arguments, quantities)
            statements.append(f"{name}: {text}" if name and text else text)
    return [text for text in statements if text], right_names


def _model_differences(model: Any, right: Any) -> list[str]:
    from nnkata.subject import keras_doubles  # which few katas need

    if not keras_doubles.is_description(right):
        return []
    return keras_doubles.differences(keras_doubles.described(model), right)


def is_random(call: Call) -> bool:
    """Return whether a call takes a random generator."""
    return any(isinstance(v, np.random.Generator) for v in call.arguments.values())


def _side_effects(mine: set[str], right: frozenset[str]) -> list[str]:
    """Return which arguments were modified, and which generators were not used."""
    statements = []
    if mine - right:
        statements.append(f"it changed {' and '.join(sorted(mine - right))} in place")
    if right - mine:
        statements.append(f"it drew nothing from {' and '.join(sorted(right - mine))}")
    return statements


def _describe_part(
    got: Any, want: Any, arguments: dict[str, Any], quantities: dict[str, float]
) -> str:
    if want is None:
        return f"expected None, got {describe(got)}"
    if not is_numeric(got):
        return f"expected numbers, got {describe(got)}"
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape:
        text = f"expected shape {want.shape}, got {got.shape}"
        in_common = shape_relation(got, want)
        return f"{text}; {in_common}" if in_common else text
    if not np.isfinite(got).all() and np.isfinite(want).all():
        kind = "nan" if np.isnan(got).any() else "inf"
        return f"{kind} where a finite number is expected"
    integers = got.dtype.kind in "iub" and want.dtype.kind == "f"
    if integers and (np.trunc(want) == got).all():
        return "whole numbers: the fractions were cut off"
    return relation(got, want, arguments, quantities)


def _structure(got: Any, want: Any, names: tuple[str, ...]) -> str:
    """Return what is wrong with a result of another structure than the expected one."""
    if got is None and want is not None:
        return "it returned None: is a `return` missing?"
    is_sequence = isinstance(got, tuple | list)
    if isinstance(want, tuple) and not (is_sequence and len(got) == len(want)):
        values = f"{len(want)} values" + (f" ({', '.join(names)})" if names else "")
        return f"it should return {values}, and returned {describe(got)}"
    if isinstance(want, dict) and (not isinstance(got, dict) or set(got) != set(want)):
        other = f"one with {_keys(got)}" if isinstance(got, dict) else describe(got)
        return f"it should return a dict with {_keys(want)}, and returned {other}"
    if isinstance(want, list) and not is_sequence:
        return f"it should return a list, and returned {describe(got)}"
    if isinstance(want, list) and len(got) != len(want):
        return f"it should return a list of {len(want)}, and returned {len(got)} values"
    if [name for name, _ in parts(got)] != [name for name, _ in parts(want)]:
        return f"it returned {describe(got)} of another structure than promised"
    return ""


def _keys(result: dict[Any, Any]) -> str:
    return ", ".join(map(repr, result))


def _statistics(got: Any, want: Any, names: tuple[str, ...]) -> list[str]:
    """Return, for random results, means and standard deviations beside the expected ones."""
    statements = []
    for (name, a), (_, b) in zip(parts(got, names), parts(want, names), strict=True):
        if not (is_numeric(a) or is_numeric(b)):
            continue  # None where None is expected
        text = ""
        if not is_numeric(a) or np.shape(a) != np.shape(b):
            text = _describe_part(a, b, {}, {})
        elif np.size(a) > 1 and not alike(a, b, when_unsure=True):
            a, b = np.asarray(a), np.asarray(b)
            text = (
                f"mean {a.mean():.3g} and standard deviation {a.std():.4g},"
                f" the reference's draws have {b.mean():.3g} and {b.std():.4g}"
            )
        if text:
            statements.append(f"{name}: {text}" if name else text)
    return statements


def _quantities(function: Any, call: Call) -> dict[str, float]:
    """Return sizes by their symbols, and the positive numbers among the arguments."""
    quantities = {k: float(v) for k, v in sizes(function, call.arguments).items()}
    for name, value in call.arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            quantities[name] = float(value)
    return {name: q for name, q in quantities.items() if q not in (0.0, 1.0)}
