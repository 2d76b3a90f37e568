"""The loss that a goal is judged by: `solutions/<slug>/loss.py`, from the reference.

It has one function, ``loss(X, Y, **parameters)``: the mean over the examples, with the
parameters by the names under which the spec keeps them. A subject's own list of losses
would let another cost pass, or numbers that nobody computed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.subject.importing import default_warnings, execute
from nnkata.subject.loader import Loader
from nnkata.testing import Mismatch

MANY = 1000  # examples at a time: a convolution needs much memory for each
Loss = Callable[[Any, Any, Mapping[str, Any]], float]


def read_loss(kata: Kata, workspace: Workspace) -> Loss | None:
    """Return a function of examples, labels and parameters; None if a kata has none."""
    file = workspace.loss(kata.slug)
    if not file.is_file():
        return None
    with Loader(kata, workspace, "reference").imports():
        loss = execute("nnkata_loss", file).loss
    return lambda X, Y, parameters: _mean(loss, X, Y, parameters)


def _mean(loss: Any, X: Any, Y: Any, parameters: Mapping[str, Any]) -> float:
    starts = range(0, len(X), MANY)
    parts = [(X[start : start + MANY], Y[start : start + MANY]) for start in starts]
    try:
        with default_warnings():  # the reference is not under test
            sums = [float(loss(x, y, **parameters)) * len(x) for x, y in parts]
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    else:
        return sum(sums) / len(X)
    names = ", ".join(parameters)
    raise Mismatch(
        f"{names} after the training: the reference cannot compute a loss with what"
        f" was learned ({problem})",
        names,
    )
