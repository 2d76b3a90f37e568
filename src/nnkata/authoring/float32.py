"""The reference in single precision: the calls of its spec again with float32 arrays."""

from typing import Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.diagnosis.compare import Tolerance, same
from nnkata.diagnosis.implementations import Implementations, without_caches
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Call

LOOSE = Tolerance(2e-3, 2e-4)
REACH = 1e30  # larger numbers are about float64's own range


def float32_problems(kata: Kata, workspace: Workspace, calls: list[Call]) -> list[str]:
    """Calls whose results in float32 are far from those in float64."""
    reference = Implementations(Loader(kata, workspace, "reference")).reference
    problems: dict[str, str] = {}
    for call in calls:
        if call.error is not None or not _is_plain(call.arguments):
            continue
        given = {name: _single(value) for name, value in call.arguments.items()}
        want = without_caches(call.result, reference.functions[call.function])
        outcome = reference.outcome(Call(call.function, given))
        assert outcome is not None
        if outcome.error:
            problems.setdefault(call.function, f"raises {outcome.error}")
        elif not same(_double(outcome.result), want, LOOSE):
            problems.setdefault(call.function, f"{outcome.result!r}, not {want!r}")
    return [f"float32: {name}: {told}" for name, told in problems.items()]


def _is_plain(arguments: dict[str, Any]) -> bool:
    """Whether nothing draws at random, calls back, or exceeds what float32 can hold."""
    arrays = [value for value in arguments.values() if isinstance(value, np.ndarray)]
    small = all(np.abs(a).max(initial=0) < REACH for a in arrays if a.dtype.kind == "f")
    odd = any(
        callable(value) or isinstance(value, np.random.Generator)
        for value in arguments.values()
    )
    return small and not odd


def _single(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _single(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_single(part) for part in value)
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        return value.astype(np.float32)
    return value


def _double(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _double(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_double(part) for part in value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(np.float64)
    return value
