"""What a trained network learned and gets wrong, found by the shapes of its parameters.

A matrix with a row or column for each pixel is the first layer of a network for
pictures; an array of shape (fh, fw, c, k) holds kernels; two inputs make a plane.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnkata.data.dataset import Split
from nnkata.report.html.plots import MOST_CLASSES, Plane
from nnkata.subject.loader import Loader
from nnkata.training.goal_run import prepare
from nnkata.training.predict import Prediction, ask
from nnkata.training.store import Model

Array = NDArray[Any]

MOST_UNITS = 32
MOST_MISCLASSIFIED = 12
MOST_ASKED = 200  # misclassified pictures among which the surest are sought
LARGEST_KERNEL = 11  # pixels a side
GRID = 120  # points along a side of the plane
NO_CLASS = "no class"


class Units(NamedTuple):
    """The weights of a layer's units as pictures, with the units' names."""

    name: str
    weights: list[Array]
    labels: list[str]
    total: int


def confusions(model: Model) -> tuple[tuple[str, ...], Array] | None:
    """Return the classes and the confusion matrix of the test data, if it is stored.

    Its rows are true classes and its columns predicted ones; answers that name no class
    have a column of their own.
    """
    if not model.truth or len(model.truth) != len(model.answers):
        return None
    many = len(model.classes)
    if not 0 <= min(model.truth) <= max(model.truth) < many:
        return None
    answers = np.array(model.answers)
    is_class = (answers >= 0) & (answers < many)
    counts = np.zeros((many, many + 1), int)
    np.add.at(counts, (np.array(model.truth), np.where(is_class, answers, many)), 1)
    if is_class.all():
        return model.classes, counts[:, :many]
    return (*model.classes, NO_CLASS), counts


def most_frequent(
    classes: tuple[str, ...], counts: Array, many: int
) -> list[tuple[str, str, int]]:
    """Return the true class, the predicted class and the count of frequent confusions."""
    wrong = Counter(
        {
            (classes[i], classes[j]): int(count)
            for (i, j), count in np.ndenumerate(counts)
            if count and i != j
        }
    )
    return [(*pair, count) for pair, count in wrong.most_common(many)]


def misclassified(
    loader: Loader, model: Model, split: Split
) -> list[tuple[Array, str, Prediction]]:
    """Return test pictures that the run got wrong, the surest mistakes first.

    Each comes with its true class and with what the network predicts for it now.
    """
    X, _ = split.test
    if model.kind != "pictures" or len(X) != len(model.truth):
        return []
    truth, answers = np.array(model.truth), np.array(model.answers)
    wrong = np.flatnonzero(truth != answers)[:MOST_ASKED]
    if not len(wrong):
        return []
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
    if model.shape != (2,) or model.kind != "table" or len(classes) > MOST_CLASSES:
        return None
    points, labels = (np.concatenate(parts) for parts in zip(*split, strict=True))
    if model.truth and set(model.truth) != set(np.unique(split.test[1]).tolist()):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.06 * (high - low)
    x, y = np.meshgrid(*np.linspace(low - margin, high + margin, GRID).T)
    grid = np.column_stack([x.ravel(), y.ravel()]).astype(points.dtype)
    predicted = np.array([answer.best for answer in ask(loader, model, grid)])
    return Plane(x, y, predicted.reshape(x.shape), points, labels, classes)


def first_layer(model: Model) -> Units | None:
    """Return the weights of the first layer as pictures, if its inputs are pixels."""
    if model.kind != "pictures" or kernels(model) is not None:
        return None
    pixels = int(np.prod(model.shape))
    for name, array in arrays(model.parameters):
        if array.shape == (pixels,):
            array = array[None]
        if array.ndim == 2 and pixels in array.shape:
            rows = array.T if array.shape[0] == pixels else array
            pictures = [row.reshape(model.shape) for row in rows]
            return _units(name, pictures, _unit_names(model.classes, len(rows)))
    return None


def kernels(model: Model) -> Units | None:
    """Return the kernels of the first convolution, if it takes the pictures' channels."""
    if model.kind != "pictures":
        return None
    channels = model.shape[2] if len(model.shape) == 3 else 1
    for name, array in arrays(model.parameters):
        if array.ndim == 4 and max(array.shape[:2]) <= LARGEST_KERNEL:
            if array.shape[2] != channels:
                return None
            return _units(name, list(np.moveaxis(array, 3, 0)))
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


def _units(name: str, weights: list[Array], names: tuple[str, ...] = ()) -> Units:
    """Return the first units of a layer; those without names are numbered."""
    labels = names or tuple(str(number + 1) for number in range(len(weights)))
    drawable = [
        # A plane, or three colours; of other channels the mean.
        array.mean(axis=2) if array.ndim == 3 and array.shape[2] != 3 else array
        for array in weights[:MOST_UNITS]
    ]
    return Units(name, drawable, list(labels[:MOST_UNITS]), len(weights))


def _unit_names(classes: tuple[str, ...], units: int) -> tuple[str, ...]:
    """Return the classes that units answer for; () if they cannot be told."""
    if units == len(classes):
        return classes
    if units == 1:
        return (classes[1],) if len(classes) == 2 else ("",)
    return ()
