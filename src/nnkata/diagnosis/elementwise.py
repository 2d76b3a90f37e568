"""Whether an argument decides over a result element by element, or row by row.

Only then does "wrong where x < 0" say why. It is asked of the reference: where the
elements of what decides change their places, those of the result change with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.diagnosis.compare import Tolerance, same
from nnkata.subject.recording import Call

# Return a part of the right result of a call, None where there is none.
Answer = Callable[[Call], Any]


def decides(answer: Answer, call: Call, argument: str) -> bool:
    """Return whether the right answer follows an argument from place to place."""
    value, want = np.asarray(call.arguments[argument]), np.asarray(answer(call))
    if not want.ndim:
        return False
    shuffle = _of_elements(want) if value.shape == want.shape else _of_rows(want)
    moved = {
        name: shuffle(np.asarray(each))
        for name, each in call.arguments.items()
        if _has_places(each, value.shape)
    }
    others = {name: each for name, each in moved.items() if name != argument}
    follows = same(_answer_to(answer, call, moved), shuffle(want), Tolerance())
    return follows and not same(
        _answer_to(answer, call, others), shuffle(want), Tolerance()
    )


def _has_places(value: Any, shape: tuple[int, ...]) -> bool:
    """Return whether an array has a place for each element, or for each row."""
    return isinstance(value, np.ndarray) and value.shape[: len(shape)] == shape


def _of_elements(want: NDArray[Any]) -> Callable[[NDArray[Any]], NDArray[Any]]:
    order = np.random.default_rng(0).permutation(want.size)
    return lambda array: array.ravel()[order].reshape(array.shape)


def _of_rows(want: NDArray[Any]) -> Callable[[NDArray[Any]], NDArray[Any]]:
    order = np.random.default_rng(0).permutation(len(want))
    return lambda array: array[order]


def _answer_to(answer: Answer, call: Call, changes: Mapping[str, Any]) -> Any:
    return answer(replace(call, arguments={**call.arguments, **changes}, origins={}))
