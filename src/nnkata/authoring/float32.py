"""The reference in single precision: the calls of its spec again with float32 arrays."""

from dataclasses import replace
from typing import Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.diagnosis.compare import Tolerance, same
from nnkata.diagnosis.implementations import Implementations, without_caches
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Call, map_parts

LOOSE = Tolerance(2e-3, 2e-4)
REACH = 1e30  # larger numbers are about float64's own range


def float32_problems(kata: Kata, workspace: Workspace, calls: list[Call]) -> list[str]:
    """Return a sentence for each function whose float32 results are far off."""
    reference = Implementations(Loader(kata, workspace, "reference")).reference
    problems: dict[str, str] = {}
    for call in calls:
        if call.error is not None or not _is_plain(call.arguments):
            continue
        given = _cast(call.arguments, np.float32)
        want = without_caches(call.result, reference.functions[call.function])
        outcome = reference.outcome(replace(call, arguments=given, origins={}))
        assert outcome is not None
        if outcome.error:
            problems.setdefault(call.function, f"raises {outcome.error}")
        elif not same(_cast(outcome.result, np.float64), want, LOOSE):
            problems.setdefault(call.function, f"{outcome.result!r}, not {want!r}")
    return [f"float32: {name}: {problem}" for name, problem in problems.items()]


def _is_plain(arguments: dict[str, Any]) -> bool:
    """Return whether nothing draws at random, calls back, or exceeds float32's range."""
    arrays = [value for value in arguments.values() if isinstance(value, np.ndarray)]
    small = all(np.abs(a).max(initial=0) < REACH for a in arrays if a.dtype.kind == "f")
    return small and not any(
        callable(value) or isinstance(value, np.random.Generator)
        for value in arguments.values()
    )


def _cast(data: Any, dtype: Any) -> Any:
    """Return data with all its floating-point arrays in one precision."""

    def cast(value: Any) -> Any:
        is_float = isinstance(value, np.ndarray) and value.dtype.kind == "f"
        return value.astype(dtype) if is_float else value

    return map_parts(cast, data)
