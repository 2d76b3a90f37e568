"""What a kept network says to one example, asked through the call of its `kata.toml`."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.content.catalog import Kata
from nnkata.content.extras import quiet
from nnkata.content.python_files import Unopenable
from nnkata.errors import ContentError, NnkataError, did_you_mean
from nnkata.subject.limits import Flood, TimeLimit, print_limit, time_limit
from nnkata.subject.loader import Loader
from nnkata.subject.proxy import SubjectProxy
from nnkata.training.keras_file import refuse_code
from nnkata.training.store import Model

SECONDS = 20.0


@dataclass(frozen=True)
class Prediction:
    """The class that a network names, and the probabilities of all, if it tells them.

    Scores that are no probabilities say at least which class comes next.
    """

    best: int
    classes: tuple[str, ...]
    probabilities: tuple[float, ...] = ()
    second: int | None = None

    @property
    def name(self) -> str:
        return self.classes[self.best]

    @property
    def names(self) -> tuple[str, ...]:
        """The class that is named, and the next one if it is known."""
        following = () if self.second is None else (self.classes[self.second],)
        return (self.name, *following)

    def likeliest(self, many: int = 2) -> list[tuple[str, float]]:
        """The classes with the highest probabilities, the highest first."""
        ranked = sorted(
            zip(self.classes, self.probabilities, strict=False),
            key=lambda pair: -pair[1],
        )
        return ranked[:many]

    def __str__(self) -> str:
        if not self.probabilities:
            return ", then ".join(self.names)
        told = [f"{name} ({share:.0%})" for name, share in self.likeliest()]
        return ", then ".join(told)


def ask(loader: Loader, model: Model, X: Any) -> Prediction:
    """What the network says to a batch of one.

    Parameters
    ----------
    door : Door
        To the functions that use the parameters.
    model : Model
        The parameters, by the names in the kata's call.
    X : ndarray of shape (1, ...)
        The example, prepared as those that the network learnt.

    Raises
    ------
    NnkataError
        If the functions cannot be opened, raise an error, take too long or say nothing
        that names a class; or the call needs a parameter that was not kept.
    """
    found = _result(loader, model, X)
    return read_answer(found, model.classes, loader.kata.predict)


def ask_many(loader: Loader, model: Model, X: Any) -> list[Prediction]:
    """What the network says to every example of a batch; `ask` tells the rest."""
    found = _result(loader, model, X)
    if np.ndim(found) == 0 or len(found) != len(X):
        raise NnkataError(
            f"{loader.kata.predict} gives {_described(found, found)}, expected one answer"
            f" for each of {len(X)} examples."
        )
    classes, call = model.classes, loader.kata.predict
    return [read_answer(answer, classes, call) for answer in found]


def _result(loader: Loader, model: Model, X: Any) -> Any:
    """What the call of `kata.toml` gives, with whatever it raises told as ours."""
    _check_names(loader.kata, model)
    try:
        with (
            quiet(loader.kata),
            time_limit(_seconds(loader)),
            print_limit(),
            loader.imports(),
        ):
            return _called(loader, model, X)
    except Unopenable as error:
        raise NnkataError(f"{error}.") from None
    except (NotImplementedError, TimeLimit, Flood) as error:
        raise NnkataError(f"{loader.file.name}: {error}.") from None
    except NnkataError:
        raise
    except (Exception, SystemExit) as error:
        raise NnkataError(_told(error, loader, model)) from None


def read_answer(found: Any, classes: Sequence[str], call: str) -> Prediction:
    """A result as a class: its number, its probability, or one score for each class."""
    try:
        values = np.asarray(found)
        flat = values.reshape(-1)
    except ValueError:  # parts of different lengths
        values = flat = np.empty(0, object)
    if flat.size and flat.dtype.kind in "biuf" and np.isfinite(flat).all():
        if flat.size == len(classes) > 1:
            return _of_scores(flat.astype(float), tuple(classes))
        if flat.size == 1:
            answer = _of_one(float(flat[0]), tuple(classes))
            if answer is not None:
                return answer
    raise NnkataError(
        f"{call} gives {_described(found, values)}, expected the number of a class (0 to"
        f" {len(classes) - 1}), or one finite number for each of the {len(classes)}"
        " classes. Train the network again, and check the kata."
    )


def _seconds(loader: Loader) -> float:
    """The first import of a large library takes its time on a slow disk."""
    return SECONDS if not loader.kata.extras else 6 * SECONDS


def _check_names(kata: Kata, model: Model) -> None:
    _, values = _names(kata.predict)
    for name in values:
        if name not in ("X", *model.parameters):
            raise ContentError(
                f"{kata.slug}: its call {kata.predict} uses '{name}', which was not"
                f" kept.{did_you_mean(name, model.parameters)} Kept:"
                f" {', '.join(model.parameters) or 'nothing'}. Train the network again."
            )


def _called(loader: Loader, model: Model, X: Any) -> Any:
    """The result of the call; the catalog has seen to it that it is but a call."""
    proxy = SubjectProxy(loader, None)
    functions, _ = _names(loader.kata.predict)
    names = {name: getattr(proxy, name) for name in functions}
    for value in model.parameters.values():
        if isinstance(value, Path):
            refuse_code(value)
    names |= {**model.parameters, "X": X, "__builtins__": {}}
    return eval(compile(loader.kata.predict, "kata.toml", "eval"), names)


def _names(call: str) -> tuple[set[str], set[str]]:
    """The functions that a call names, and the values."""
    parts = list(ast.walk(ast.parse(call, mode="eval")))
    calls = [part.func for part in parts if isinstance(part, ast.Call)]
    functions = {name.id for name in calls if isinstance(name, ast.Name)}
    every = {part.id for part in parts if isinstance(part, ast.Name)}
    return functions, every - functions


def _of_scores(scores: Any, classes: tuple[str, ...]) -> Prediction:
    are_shares = (scores >= 0).all() and abs(scores.sum() - 1) < 1e-3
    shares = tuple(scores.tolist()) if are_shares else ()
    best, second = np.argsort(-scores, kind="stable")[:2].tolist()
    return Prediction(best, classes, shares, second)


def _of_one(value: float, classes: tuple[str, ...]) -> Prediction | None:
    if value == round(value) and 0 <= value < len(classes):
        return Prediction(int(value), classes)
    if 0 < value < 1 and len(classes) == 2:
        return Prediction(int(value >= 0.5), classes, (1 - value, value))
    return None


def _described(found: Any, values: Any) -> str:
    if isinstance(values, np.ndarray) and values.dtype.kind in "biuf":
        told = np.array2string(values, precision=4, threshold=6)
        return told if values.size == 1 else f"{told} of shape {values.shape}"
    return f"a {type(found).__name__}"


def _told(error: BaseException, loader: Loader, model: Model) -> str:
    lines, trace = [], error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(loader.file):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    place = f", line {lines[-1]}" if lines else ""
    what = str(error).splitlines()[0] if str(error) else "no message"
    return (
        f"{loader.kata.predict} raised {type(error).__name__}: {what}"
        f" ({loader.file.name}{place}). If that file has changed since, train the network"
        f" on {model.dataset} again."
    )
