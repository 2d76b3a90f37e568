"""What a trained network looks like, told by the shapes of what it learnt.

A matrix with a row or column for each pixel is the first layer of a network that sees
pictures; four dimensions (fh, fw, c, k) are kernels; two inputs make a plane.
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
MOST_MISREAD = 12
MOST_ASKED = 200  # misread pictures among which the surest mistakes are sought
LARGEST_KERNEL = 11  # pixels a side
FINE = 120  # points along a side of the plane
NO_CLASS = "no class"


class Units(NamedTuple):
    """What the units of a layer look for: pictures of weights, with their names."""

    name: str
    weights: list[Array]
    labels: list[str]
    total: int


class Misread(NamedTuple):
    """A picture that a network takes for another class, and what it says to it now."""

    picture: Array
    truth: str
    answer: Prediction


class Confusions(NamedTuple):
    """How often each class (a row) was taken for each (a column)."""

    classes: tuple[str, ...]
    counts: Array

    def commonest(self, many: int) -> list[tuple[str, str, int]]:
        """Pairs of classes that are mistaken most often: the right one, the wrong one."""
        wrong = Counter(
            {
                (self.classes[i], self.classes[j]): int(n)
                for (i, j), n in np.ndenumerate(self.counts)
                if n and i != j
            }
        )
        return [(*pair, n) for pair, n in wrong.most_common(many)]


def confusions(model: Model) -> Confusions | None:
    """The classes of the test data against the answers of the run, if they are kept."""
    if not model.truth or len(model.truth) != len(model.answers):
        return None
    many = len(model.classes)
    if not 0 <= min(model.truth) <= max(model.truth) < many:
        return None
    answers = np.array(model.answers)
    answers[(answers < 0) | (answers >= many)] = many
    counts = np.zeros((many + 1, many + 1), int)
    np.add.at(counts, (np.array(model.truth), answers), 1)
    if counts[:, many].any():
        return Confusions((*model.classes, NO_CLASS), counts)
    return Confusions(model.classes, counts[:many, :many])


def misread(loader: Loader, model: Model, split: Split) -> list[Misread]:
    """Test pictures that the run got wrong, the surest mistakes first."""
    X, _ = split.test
    if model.kind != "pictures" or len(X) != len(model.truth):
        return []
    truth, answers = np.array(model.truth), np.array(model.answers)
    wrong = np.flatnonzero(truth != answers)[:MOST_ASKED]
    if not len(wrong):
        return []
    said = ask(loader, model, prepare(X[wrong], model.inputs, model.kind))
    found = [
        Misread(X[place], model.classes[truth[place]], answer)
        for place, answer in zip(wrong, said, strict=True)
    ]
    return sorted(found, key=_doubt)[:MOST_MISREAD]


def plane(loader: Loader, model: Model, split: Split) -> Plane | None:
    """The plane of two features, as far as the data reach, and what is said there."""
    classes = model.classes
    if model.shape != (2,) or model.kind != "table" or len(classes) > MOST_CLASSES:
        return None
    points, labels = (np.concatenate(parts) for parts in zip(*split, strict=True))
    if model.truth and set(model.truth) != set(np.unique(split.test[1]).tolist()):
        return None  # the network was taught other classes than the dataset has
    low, high = points.min(axis=0), points.max(axis=0)
    room = 0.06 * (high - low)
    sides = np.linspace(low - room, high + room, FINE)
    x, y = np.meshgrid(sides[:, 0], sides[:, 1])
    grid = np.column_stack([x.ravel(), y.ravel()]).astype(points.dtype)
    said = [answer.best for answer in ask(loader, model, grid)]
    return Plane(x, y, np.array(said).reshape(x.shape), points, labels, classes)


def first_layer(model: Model) -> Units | None:
    """The weights of the first layer as pictures, if its inputs are pixels."""
    if model.kind != "pictures" or kernels(model) is not None:
        return None
    pixels = int(np.prod(model.shape))
    for name, array in arrays(model.parameters):
        rows = _rows(array, pixels)
        if rows is not None:
            pictures = [_drawable(row.reshape(model.shape)) for row in rows]
            return Units(
                name, pictures[:MOST_UNITS], _names(model, len(rows)), len(rows)
            )
    return None


def kernels(model: Model) -> Units | None:
    """The kernels of the first convolution, if there is one over the pictures' channels."""
    if model.kind != "pictures":
        return None
    channels = model.shape[2] if len(model.shape) == 3 else 1
    for name, array in arrays(model.parameters):
        if array.ndim == 4 and max(array.shape[:2]) <= LARGEST_KERNEL:
            if array.shape[2] != channels:
                return None
            found = [_drawable(array[..., k]) for k in range(array.shape[3])]
            labels = [str(number) for number in range(1, len(found) + 1)]
            return Units(name, found[:MOST_UNITS], labels[:MOST_UNITS], len(found))
    return None


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, Array]]:
    """Every array among parameters, with its name, in their order."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from arrays(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from arrays(part, f"{name}.{number}")
    elif isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        yield name, value


def _rows(array: Array, pixels: int) -> Array | None:
    """The weights of each unit in a row, if the array has one for each pixel."""
    if array.shape == (pixels,):
        return array[None]
    if array.ndim == 2 and pixels in array.shape:
        return array.T if array.shape[0] == pixels else array
    return None


def _drawable(weights: Array) -> Array:
    """Weights in a plane, or in three colours; of other channels their mean."""
    if weights.ndim == 3 and weights.shape[2] != 3:
        return np.asarray(weights.mean(axis=2))
    return weights


def _names(model: Model, many: int) -> list[str]:
    """Units that are as many as classes answer for them; others have numbers."""
    if many == len(model.classes):
        return list(model.classes)
    if many == 1:
        return [model.classes[-1]] if len(model.classes) == 2 else [""]
    return [str(number) for number in range(1, min(many, MOST_UNITS) + 1)]


def _doubt(found: Misread) -> float:
    return -max(found.answer.probabilities, default=0.0)
