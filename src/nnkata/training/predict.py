"""Ask a stored network about examples, through the call in its `kata.toml`."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.content.catalog import Kata
from nnkata.errors import ContentError, NnkataError, did_you_mean
from nnkata.subject.explained import explained
from nnkata.subject.loader import Loader
from nnkata.subject.recording import SubjectProxy
from nnkata.training.keras_file import refuse_code
from nnkata.training.store import Model

SECONDS = 20.0
SECONDS_WITH_EXTRAS = 120.0  # the first import of a large library from a slow disk


@dataclass(frozen=True)
class Prediction:
    """The number of the predicted class, and the probabilities of all, where it has them.

    Scores that are not probabilities tell at least which class comes second.
    """

    best: int
    classes: tuple[str, ...]
    probabilities: tuple[float, ...] = ()
    second: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The predicted class, and the second one if it is known."""
        numbers = [self.best] if self.second is None else [self.best, self.second]
        return tuple(self.classes[number] for number in numbers)

    def likeliest(self, many: int = 2) -> list[tuple[str, float]]:
        """Return the classes with the highest probabilities, the highest first."""
        pairs = list(zip(self.classes, self.probabilities, strict=False))
        return sorted(pairs, key=lambda pair: -pair[1])[:many]

    def __str__(self) -> str:
        shares = [f"{name} ({share:.0%})" for name, share in self.likeliest()]
        return ", then ".join(shares or self.names)


def ask(loader: Loader, model: Model, X: Any) -> list[Prediction]:
    """Return the prediction for each example of a batch.

    Parameters
    ----------
    loader : Loader
        Of the functions that use the parameters.
    model : Model
        The parameters, by the names in the kata's call.
    X : ndarray of shape (m, ...)
        The examples, prepared as those that the network was trained on.

    Raises
    ------
    NnkataError
        If the functions cannot be loaded, raise an error, take too long or return
        nothing that names a class; or the call needs a parameter that is not stored.
    """
    result, call = _result(loader, model, X), loader.kata.predict
    if len(X) == 1:
        return [read_answer(result, model.classes, call)]
    if np.ndim(result) == 0 or len(result) != len(X):
        raise NnkataError(
            f"{call} gives {_describe(result)}, expected {len(X)} answers, one for each"
            " example."
        )
    return [read_answer(answer, model.classes, call) for answer in result]


def ask_classes(loader: Loader, model: Model, X: Any) -> NDArray[np.intp]:
    """Return the number of the predicted class for each example of a batch, as `ask` does.

    Thousands of examples take hardly longer than one, where there are scores for all.
    """
    result, many = _as_array(_result(loader, model, X)), len(model.classes)
    usable = result.dtype.kind in "biuf" and np.isfinite(result).all()
    if usable and many > 1 and result.shape == (len(X), many):
        best: NDArray[np.intp] = result.argmax(axis=1)
        return best
    return np.array([answer.best for answer in ask(loader, model, X)])


def _result(loader: Loader, model: Model, X: Any) -> Any:
    """Return the result of the kata's call; every error of the subject is a NnkataError."""
    functions = _functions(loader.kata, model)
    seconds = SECONDS_WITH_EXTRAS if loader.kata.extras else SECONDS
    advice = (
        f"If that file has changed since, train the network on {model.dataset} again."
    )
    with explained(loader, loader.kata.predict, advice, seconds):
        return _call(loader, model, functions, X)


def _functions(kata: Kata, model: Model) -> set[str]:
    """Return the functions that a kata's call names, if its parameters are stored."""
    nodes = list(ast.walk(ast.parse(kata.predict, mode="eval")))
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    functions = {node.id for node in called if isinstance(node, ast.Name)}
    values = {node.id for node in nodes if isinstance(node, ast.Name)} - functions
    for name in values - {"X", *model.parameters}:
        raise ContentError(
            f"{kata.slug}: its call {kata.predict} uses '{name}', which was not saved."
            f"{did_you_mean(name, model.parameters)} Saved:"
            f" {', '.join(model.parameters) or 'nothing'}. Train the network again."
        )
    return functions


def _call(loader: Loader, model: Model, functions: set[str], X: Any) -> Any:
    """Return the result of the call; reading `kata.toml` has checked that it is one."""
    proxy = SubjectProxy(loader, None)
    names = {name: getattr(proxy, name) for name in functions}
    for value in model.parameters.values():
        if isinstance(value, Path):
            refuse_code(value)
    names |= {**model.parameters, "X": X, "__builtins__": {}}
    return eval(compile(loader.kata.predict, "kata.toml", "eval"), names)


def read_answer(result: Any, classes: tuple[str, ...], call: str) -> Prediction:
    """Return a class number, a probability, or a score for each class as a prediction.

    Raises
    ------
    NnkataError
        If the result is none of these.
    """
    match numbers := _finite_numbers(result):
        case [number] if number in range(len(classes)):
            return Prediction(int(number), classes)
        case [share] if 0 < share < 1 and len(classes) == 2:
            return Prediction(int(share >= 0.5), classes, (1 - share, share))
        case [_, _, *_] if len(numbers) == len(classes):
            shares = min(numbers) >= 0 and abs(sum(numbers) - 1) < 1e-3
            best, second = np.argsort(np.negative(numbers), kind="stable")[:2].tolist()
            return Prediction(best, classes, tuple(numbers) if shares else (), second)
    raise NnkataError(
        f"{call} gives {_describe(result)}, expected the number of a class (0 to"
        f" {len(classes) - 1}), or one finite number for each of the {len(classes)}"
        " classes. Train the network again, and check the kata."
    )


def _finite_numbers(result: Any) -> list[float]:
    """Return the numbers of a result in a row, none unless all are finite."""
    values = _as_array(result)
    usable = values.dtype.kind in "biuf" and np.isfinite(values).all()
    return values.astype(float).ravel().tolist() if usable else []


def _as_array(result: Any) -> Any:
    try:
        return np.asarray(result)
    except ValueError:  # parts of different lengths
        return np.empty(0, object)


def _describe(result: Any) -> str:
    values = _as_array(result)
    if values.dtype.kind not in "biuf":
        return f"a {type(result).__name__}"
    text = np.array2string(values, precision=4, threshold=6)
    return text if values.size == 1 else f"{text} of shape {values.shape}"
