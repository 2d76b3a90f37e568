"""What a trained network learned and gets wrong, found by the shapes of its parameters.

A matrix with a row or column for each pixel is the first layer of a network for
pictures; an array of shape (fh, fw, c, k) holds kernels; two inputs make a plane.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Split
from nnkata.report.html.plots import MOST_CLASSES, Plane
from nnkata.subject.loader import Loader
from nnkata.training.goal_run import prepare
from nnkata.training.predict import Prediction, ask
from nnkata.training.store import Model

Array = NDArray[Any]

MOST_MISCLASSIFIED = 12
MOST_ASKED = 200  # misclassified pictures among which the surest are sought
LARGEST_KERNEL = 11  # pixels a side
GRID = 120  # points along a side of the plane
NO_CLASS = "no class"


def confusions(model: Model) -> tuple[tuple[str, ...], Array] | None:
    """Return the classes and the confusion matrix of the test data, if it is stored.

    Its rows are true classes and its columns predicted ones; answers that name no class
    have a column of their own.
    """
    many, truth, answers = len(model.classes), model.truth, np.array(model.answers)
    if not truth or len(truth) != len(answers) or {*truth} - {*range(many)}:
        return None
    answers[(answers < 0) | (answers > many)] = many
    counts = np.zeros((many, many + 1), int)
    np.add.at(counts, (np.array(truth), answers), 1)
    if counts[:, many].any():
        return (*model.classes, NO_CLASS), counts
    return model.classes, counts[:, :many]


def most_frequent(
    classes: tuple[str, ...], counts: Array, many: int
) -> list[tuple[str, str, int]]:
    """Return the true class, the predicted class and the count of frequent confusions."""
    wrong = [
        (classes[i], classes[j], int(count))
        for (i, j), count in np.ndenumerate(counts)
        if count and i != j
    ]
    return sorted(wrong, key=lambda confusion: -confusion[2])[:many]


def misclassified(
    loader: Loader, model: Model, split: Split
) -> list[tuple[Array, str, Prediction]]:
    """Return test pictures that the run got wrong, the surest mistakes first.

    Each comes with its true class and with what the network predicts for it now.
    """
    X, _ = split.test
    truth, answers = np.array(model.truth), np.array(model.answers)
    if len(X) != len(truth):
        return []
    wrong = np.flatnonzero(truth != answers)[:MOST_ASKED]
    predictions = ask(loader, model, prepare(X[wrong], model.inputs, model.kind))
    found = [
        (X[index], model.classes[truth[index]], prediction)
        for index, prediction in zip(wrong, predictions, strict=True)
    ]
    found.sort(key=lambda entry: -max(entry[2].probabilities, default=0.0))
    return found[:MOST_MISCLASSIFIED]


def plane(loader: Loader, model: Model, split: Split) -> Plane | None:
    """Return the plane of two features around the data, and the class predicted there.

    None if the network takes other inputs, or was trained on other classes.
    """
    classes = model.classes
    if model.kind != "table" or len(classes) > MOST_CLASSES:
        return None
    points, labels = (np.concatenate(parts) for parts in zip(*split, strict=True))
    if model.truth and set(model.truth) != set(np.unique(split.test[1]).tolist()):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.06 * np.where(high > low, high - low, 1)
    x, y = np.meshgrid(*np.linspace(low - margin, high + margin, GRID).T)
    grid = np.column_stack([x.ravel(), y.ravel()]).astype(points.dtype)
    predicted = np.array([answer.best for answer in ask(loader, model, grid)])
    return Plane(x, y, predicted.reshape(x.shape), points, labels, classes)


def first_weights(model: Model) -> tuple[str, Array, list[str]] | None:
    """Return the weights that the pixels meet: of kernels, or of a layer's units.

    They come as what they are, an array of pictures, and the name of each.
    """
    if model.kind != "pictures":
        return None
    pixels = math.prod(model.shape)
    channels = model.shape[2] if len(model.shape) == 3 else 1
    for name, array in arrays(model.parameters):
        if array.ndim == 4 and max(array.shape[:2]) <= LARGEST_KERNEL:
            kernels = np.moveaxis(array, 3, 0)
            title = f"Kernels of the first convolution ({name})"
            of_pixels = array.shape[2] == channels
            return (title, kernels, _numbers(kernels)) if of_pixels else None
        rows = array[None] if array.shape == (pixels,) else array
        if rows.ndim == 2 and pixels in rows.shape:
            rows = rows.T if rows.shape[0] == pixels else rows
            units = rows.reshape(len(rows), *model.shape)
            return f"Weights of the first layer ({name})", units, _names(model, units)
    return None


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, Array]]:
    """Yield every array of numbers among parameters, with its name, in their order."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "biuf":
            yield name, value
        return
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from arrays(part, f"{name}.{key}" if name else str(key))


def _names(model: Model, units: Array) -> list[str]:
    """Return the classes that units answer for, or else their numbers."""
    if len(units) == 1 and len(model.classes) == 2:
        return [model.classes[1]]
    return [*model.classes] if len(units) == len(model.classes) else _numbers(units)


def _numbers(units: Array) -> list[str]:
    return [str(number + 1) for number in range(len(units))]
