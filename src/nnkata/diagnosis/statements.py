"""Statements about one wrong call: its side effects, structure, shape and values."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from nnkata.content.docstrings import returned_names, sizes
from nnkata.diagnosis import compare
from nnkata.diagnosis.compare import Tolerance, is_numeric
from nnkata.diagnosis.elementwise import decides
from nnkata.diagnosis.implementations import Implementation, Outcome, is_random, roles
from nnkata.diagnosis.parts import Part
from nnkata.diagnosis.relations import relation, shape_relation
from nnkata.subject.foreign import is_foreign, is_model
from nnkata.subject.recording import CACHES, Call
from nnkata.testing import describe, shape_in_words

Pairs = Sequence[tuple[Call, Outcome]]  # calls, each with the reference's outcome


def describe_call(
    call: Call,
    right: Outcome,
    reference: Implementation,
    tolerance: Tolerance,
    others: Pairs = (),
) -> tuple[list[str], list[str]]:
    """Return statements about a wrong call, and the names of its parts that are right.

    The reference's docstring names the parts and the sizes. `others` are other calls of
    the function, each with the right outcome: a relation must not contradict them.
    """
    if call.error is not None:
        return [], []  # the card shows the error with the learner's own line
    statements = _side_effects(call, right.changed)
    if right.error:
        return statements, []
    if is_model(call.result):
        return _model_differences(call.result, right.result) or statements, []
    if call.own is not None or is_foreign(call.result):
        return statements, []  # the spec's own message says it, or the mistake's advice
    if call.result is None and right.result is not None:
        return [*statements, "it returned None: is a `return` missing?"], []
    function = reference.functions[call.function]
    names = returned_names(function)
    try:
        parts = _parts(call, right, reference)
    except compare.OtherStructure as other:
        return [*statements, _structure(names, *other.args)], []
    right_names: list[str] = []
    similar = [] if is_random(call) else _all_parts(others, reference)
    for name, part in parts.items():
        got, want = part.got, part.want
        if is_random(call):
            text = _law(got, want)
        elif compare.same_part(got, want, tolerance):
            right_names += [name] if name not in CACHES else []
            continue
        else:
            same_part = [each[name] for each in similar if name in each]
            text = _describe_part(part, same_part)
        statements.append(_named(name, text))
    return [text for text in statements if text], right_names


def _parts(call: Call, right: Outcome, reference: Implementation) -> dict[str, Part]:
    """Return the parts of a call's result by their names, with all they depend on."""
    function = reference.functions[call.function]
    names, quantities = returned_names(function), _quantities(function, call)

    def decides_over(part: str, argument: str) -> bool:
        def answer(call: Call) -> Any:
            result = getattr(reference.outcome(call), "result", None)
            pairs = compare.paired(result, result, names)
            return next((want for name, _, want in pairs if name == part), None)

        return decides(answer, call, argument)

    return {
        name: Part(got, want, call.arguments, quantities, partial(decides_over, name))
        for name, got, want in compare.paired(call.result, right.result, names)
    }


def _all_parts(others: Pairs, reference: Implementation) -> list[dict[str, Part]]:
    """Return the parts of those calls that have any to compare."""
    parts = []
    for call, right in others:
        if call.error is None and not right.error:
            with suppress(compare.OtherStructure):
                parts.append(_parts(call, right, reference))
    return parts


def _model_differences(model: Any, right: Any) -> list[str]:
    from nnkata.subject import keras_doubles  # which few katas need

    if not isinstance(right, keras_doubles.Configuration):
        return []
    return keras_doubles.differences(keras_doubles.described(model), right)


def _side_effects(call: Call, right: frozenset[str]) -> list[str]:
    """Return which arguments were modified, and which generators were not used."""
    changed = [name for name in call.arguments if name in {*call.changed} - right]
    unused = [name for name in call.arguments if name in right - {*call.changed}]
    statements = []
    if changed:
        statements.append(f"it changed {' and '.join(changed)} in place")
    if unused:
        statements.append(f"it drew nothing from {' and '.join(unused)}")
    return statements


def _describe_part(part: Part, others: Sequence[Part] = ()) -> str:
    got, want = part.got, part.want
    if want is None:
        return f"expected None, got {describe(got)}"
    if not is_numeric(got):
        return f"expected numbers, got {describe(got)}"
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape:
        shapes = map(shape_in_words, (want.shape, got.shape))
        text = "expected {}, got {}".format(*shapes)
        in_common = shape_relation(got, want)
        return f"{text}; {in_common}" if in_common else text
    if not np.isfinite(got).all() and np.isfinite(want).all():
        kind = "nan" if np.isnan(got).any() else "inf"
        return f"{kind} where a finite number is expected"
    integers = got.dtype.kind in "iub" and want.dtype.kind == "f"
    if integers and (np.trunc(want) != want).any():
        are_cut = np.unique(got[got != 0]).size > 1 and (np.trunc(want) == got).all()
        why = ": the fractions were cut off" if are_cut else ""
        return f"whole numbers{why or ' where fractions are expected'}"
    return relation(part, others)


def _structure(names: tuple[str, ...], name: str, got: Any, want: Any) -> str:
    """Return what is wrong with a part of another structure than the expected one.

    The whole result has no name; if it is a tuple, `names` are those of its parts.
    """
    promised, returned = describe(want), describe(got)
    if isinstance(want, Mapping):
        promised = f"a dict with {_keys(want)}"
        returned = f"one with {_keys(got)}" if isinstance(got, Mapping) else returned
    elif not name and len(names) == len(want):
        promised = f"{len(want)} values ({', '.join(names)})"
    return _named(name, f"expected {promised}, got {returned}")


def _named(name: str, text: str) -> str:
    return f"{name}: {text}" if name and text else text


def _keys(result: Mapping[Any, Any]) -> str:
    return ", ".join(map(repr, result))


def _law(got: Any, want: Any) -> str:
    """Return means and standard deviations of draws of another law; "" for the same."""
    are_numeric = is_numeric(got), is_numeric(want)
    if not any(are_numeric):
        return ""  # None where None is expected
    if not all(are_numeric) or np.shape(got) != np.shape(want):
        return _describe_part(Part(got, want))
    if np.size(got) < 2 or compare.alike(got, want, when_unsure=True):
        return ""
    return (
        f"mean {np.mean(got):.3g} and standard deviation {np.std(got):.4g},"
        f" the reference's draws have {np.mean(want):.3g} and {np.std(want):.4g}"
    )


def _quantities(function: Any, call: Call) -> dict[str, float]:
    """Return sizes by their symbols, and the positive numbers among the arguments."""
    parameters = roles(call, function)
    given = {parameters.get(name, name): v for name, v in call.arguments.items()}
    quantities = {
        symbol: float(size) for symbol, size in sizes(function, given).items()
    }
    for name, value in call.arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            quantities.pop(parameters.get(name, name), None)
            quantities[name] = float(value)
    return {name: q for name, q in quantities.items() if q not in (0.0, 1.0)}
