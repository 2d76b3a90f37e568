"""The `goal` fixture: data to train on, settings to train with, thresholds to reach."""

import hashlib
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np

from nnkata.content.catalog import Goal, OwnGoal
from nnkata.data.dataset import Dataset, Split
from nnkata.data.splits import stratified
from nnkata.errors import ContentError
from nnkata.subject.foreign import is_model
from nnkata.subject.importing import default_warnings
from nnkata.subject.recording import snapshot
from nnkata.testing import Mismatch, describe
from nnkata.training.loss import Loss

SECRET = 1 << 32  # the least of the seeds that nobody is to guess
SLICES = 20  # a training reports its progress in up to so many parts
LEAST = 2  # epochs of a part: with one, a training could stop after its first unseen
GROSS, FACTOR = (
    0.1,
    2,
)  # how far apart the two last losses of a right training never are
STILL = 1e-3  # share of its size by which a parameter of a right training always moves
Scale = tuple[()] | tuple[Any, Any]  # no scale, or mean and standard deviation
TEST = 0.2  # share of each class's files that is kept to test


class GoalRun:
    """One graded run, as a spec sees it.

    Attributes
    ----------
    train, test : (X, y)
        The data, prepared as the goal's `inputs` says: "flat" is float32 rows
        scaled to [0, 1], "pictures" float32 (m, h, w, c) scaled the same way, "raw" as
        the dataset has them; "scaled" is "flat", and each column of a table has mean 0
        and standard deviation 1 in the part to learn from.
    settings : mapping
        Hyper-parameters from `kata.toml`.
    seed, rng : int, numpy.random.Generator
        Decide the split and everything that is drawn. Of a secret seed, from 2**32 on,
        they are made so that one tells nothing of another.
    measured, losses : dict, list
        What the run reached, and the loss of every epoch as the subject returned it; the
        report shows both.
    truth, answers : array_like of m class numbers
        Of the test data: the right classes and the predicted ones; `assert_accuracy`
        sets them.
    classes : tuple of str
        What the dataset's labels 0, 1, ... mean.
    shape : tuple of int
        Of one example of the dataset.
    model, model_classes, model_shape : dict or None, tuple of str, tuple of int
        The parameters that the spec keeps, what the network's answers 0, 1, ... mean,
        and the shape of an example; see `keep_model`.
    """

    def __init__(
        self,
        goal: Goal,
        dataset: Dataset,
        seed: int,
        on_event: Callable[[dict[str, Any]], None] = lambda event: None,
        loss: Loss | None = None,
    ) -> None:
        self.name = goal.name
        self.own_name = goal.run if isinstance(goal, OwnGoal) else ""
        self.dataset = dataset.name
        self.settings: Mapping[str, Any] = goal.settings
        self.at_least = goal.at_least
        self.at_most = goal.at_most
        self.seed = _part(seed, "other libraries", 4)
        self.rng = np.random.default_rng(_part(seed, "draws"))
        self._split_seed = _part(seed, "split")
        self.measured: dict[str, float] = {}
        self.losses: list[float] = []
        self.truth: Sequence[int] = ()
        self.answers: Sequence[int] = ()
        self.model: dict[str, Any] | None = None
        self._first_model: dict[str, Any] = {}
        self.classes = dataset.classes
        self.inputs = goal.inputs
        self.kind, self.shape = dataset.kind, dataset.shape
        self.model_classes = dataset.classes
        self.model_shape = dataset.shape
        self._on_event = on_event
        self._loss = loss
        self._due = 0  # epochs of the slice that is being trained; 0 outside of slices
        self._begun = time.monotonic()
        self._dataset = dataset

    @cached_property
    def _split(self) -> Split:
        """Loaded when first used: a run on files does not need their arrays."""
        with default_warnings():  # the loader of a dataset is not under test
            return self._dataset.load(self._split_seed)

    @property
    def train(self) -> tuple[Any, Any]:
        X, y = self._split.train
        return prepare(X, self.inputs, self.kind, self.scale), y

    @property
    def test(self) -> tuple[Any, Any]:
        X, y = self._split.test
        return prepare(X, self.inputs, self.kind, self.scale), y

    @cached_property
    def scale(self) -> Scale:
        """Mean and standard deviation of every column, where a table is to be scaled."""
        if self.inputs != "scaled" or self.kind != "table":
            return ()
        X = self._split.train[0]
        deviation = X.std(axis=0)
        return X.mean(axis=0), np.where(deviation > 0, deviation, 1.0)

    @property
    def raw(self) -> Any:
        """The examples to train on as the dataset has them."""
        return self._split.train[0]

    def slices(self, X: Any = None, Y: Any = None, **parameters: Any) -> Iterator[int]:
        """Yield how many epochs to train next, until all of the goal's are trained.

        The setting `epochs` comes in up to 20 parts of nearly one size, so that
        progress can be shown, and each of two epochs or more::

            for epochs in goal.slices(X, y, w=w, b=b):
                w, b, losses = kata.train(X, y, w, b, lr, epochs)
                goal.keep_model({"w": w, "b": b})
                goal.add_losses(losses)

        A `train` that goes on where it stopped draws the same numbers and ends with
        the same parameters as in one call.

        Parameters
        ----------
        X, Y : ndarray of shape (m, ...)
            Examples and labels on which the reference computes `first_loss` and
            `last_loss`, if the kata has a `loss.py`.
        **parameters
            Those to start from, by the names that `keep_model` gets.

        Raises
        ------
        Mismatch
            At the end, if the subject's losses are far from the reference's.
        """
        loss = self._loss if X is not None else None  # None for an older spec
        first = loss(X, Y, parameters) if loss else 0.0
        total = int(self.settings["epochs"])
        parts = max(min(SLICES, total // LEAST), 1)
        self._begun = time.monotonic()
        for part in range(parts):
            if loss and self.model is not None and part == parts - 1:
                earlier, before = len(self.losses), loss(X, Y, self.model)
            self._due = total * (part + 1) // parts - total * part // parts
            yield self._due
        self._due = 0
        if loss and self.model is not None:
            if parts > 1:
                said = f"the parameters it had returned before have {before:.4g}"
                self._compare_losses(earlier, before, said)
            last = loss(X, Y, self.model)
            self.measured |= {"first_loss": first, "last_loss": last}

    def judge_loss(self, X: Any, Y: Any, epoch: int = -1, **parameters: Any) -> None:
        """Set `last_loss` to the reference's, after a training without slices.

        Parameters
        ----------
        X, Y : ndarray of shape (m, ...)
            Examples and labels on which it is computed, if the kata has a `loss.py`.
        epoch : int
            Index of the epoch in the kept losses that the parameters are of.
        **parameters
            Those that were learned, by the names that `keep_model` gets.

        Raises
        ------
        Mismatch
            If the subject's loss of that epoch is far from the reference's.
        """
        if not self._loss or self.own_name:
            return  # on data of their own, learners may change the network
        epochs = range(len(self.losses))
        if not -len(epochs) <= epoch < len(epochs):
            raise Mismatch(
                "the losses of a training: expected a number for each epoch, got"
                f" {len(epochs)} numbers",
                "losses",
            )
        loss = self._loss(X, Y, parameters)
        said = f"the network has {loss:.4g} after the training"
        self._compare_losses(epochs[epoch], loss, said)
        self.measured["last_loss"] = loss

    def _compare_losses(self, epoch: int, loss: float, said: str) -> None:
        """Raise `Mismatch` if the subject's loss of an epoch is far from the reference's.

        In slices that is the loss at the start of the epoch. Of all examples they are
        equal; where an epoch has many steps, the subject's is a mean, which is near late
        in a training. The end is no place to compare without batches: a single step can
        multiply the loss.
        """
        own = self.losses[epoch]
        near = abs(own - loss) <= GROSS or loss / FACTOR <= own <= loss * FACTOR
        if near or self.own_name or not np.isfinite(loss):
            return
        raise Mismatch(
            f"{self.name} on {self.dataset}: `train` returned a loss of {own:.4g} for epoch"
            f" {epoch + 1}. By the reference, {said}: the loss, the examples or the network"
            " are not those of the task.",
            self.name,
        )

    def add_losses(self, losses: Sequence[float], **metrics: float) -> None:
        """Append the losses of a slice of epochs, or of one, and report the progress.

        Parameters
        ----------
        losses : sequence of float
            One for each epoch.
        **metrics : float
            Shown beside the progress, such as `accuracy=0.93`.

        Raises
        ------
        Mismatch
            If it is not one number for each epoch of the slice.
        """
        __tracebackhide__ = True
        earlier = self.losses
        self.keep_losses(losses)
        if self._due and len(self.losses) != self._due:
            raise Mismatch(
                f"the losses of {self._due} epochs of a training: expected"
                f" {self._due} numbers, got {len(self.losses)}",
                "losses",
            )
        self.keep_losses(earlier + self.losses)
        self.progress(**metrics)

    @contextmanager
    def follows(self, model: Any, callback: Callable[..., Any]) -> Iterator[None]:
        """Report every epoch of a Keras model's training, wherever `fit` is called.

        What it learns is compared with the weights that it has now: see `unmoved`.

        Parameters
        ----------
        model : keras.Model
            Its `fit` gets one more callback until the block ends.
        callback : type
            `keras.callbacks.LambdaCallback`: nothing of Keras is imported here.
        """
        fit, parameters = model.fit, signature(model.fit)

        def on_epoch_end(epoch: int, logs: Mapping[str, float]) -> None:
            metrics = {name: logs[name] for name in ("val_accuracy",) if name in logs}
            self.add_losses([logs["loss"]] if "loss" in logs else [], **metrics)

        def fit_and_report(*args: Any, **kwargs: Any) -> Any:
            bound = parameters.bind(*args, **kwargs)
            others = bound.arguments.get("callbacks") or []
            ours = callback(on_epoch_end=on_epoch_end)
            bound.arguments["callbacks"] = [*others, ours]
            return fit(*bound.args, **bound.kwargs)

        if not self.own_name:  # where a part of a network may be frozen
            self._first_model = {"model": _weights(model)}
        self.progress()
        model.fit = fit_and_report
        try:
            yield
        finally:
            del model.fit

    @property
    def is_training(self) -> bool:
        """Whether a slice of the epochs is being trained."""
        return self._due > 0

    def cut_off(self) -> str:
        """Return how far the training had come when its time was over."""
        epochs = self.settings.get("epochs")
        total = f" of {epochs}" if epochs else ""
        return (
            f"cut off after {len(self.losses)}{total} epochs: its curve and its parameters"
            " are stored, and not compared with the baseline runs"
        )

    def progress(self, **metrics: float) -> None:
        """Report how far the training is; this has no influence on the verdict."""
        event = {
            "event": "progress",
            "goal": self.own_name or self.name,
            "epoch": len(self.losses),
            "epochs": self.settings.get("epochs", 0),
            "seconds": time.monotonic() - self._begun,
            "cost": self.losses[-1] if self.losses else None,
            "metrics": {name: float(value) for name, value in metrics.items()},
        }
        self._on_event(event)

    def keep_losses(self, losses: Sequence[float]) -> None:
        """Keep the loss of every epoch, for the curve and the measured values.

        Raises
        ------
        Mismatch
            If they are not a sequence of numbers.
        """
        __tracebackhide__ = True
        try:
            self.losses = [float(loss) for loss in losses]
        except (TypeError, ValueError):
            raise Mismatch(
                f"the losses of a training: expected a list with one number an epoch, got"
                f" {describe(losses)}",
                "losses",
            ) from None
        if self.losses:
            self.measured["first_loss"] = self.losses[0]
            self.measured["last_loss"] = self.losses[-1]

    def class_folders(self, folder: Path) -> tuple[Path, Path]:
        """Write the pictures as files below a folder, for katas that read files.

        Returns
        -------
        train, test : Path
            Each with a folder of pictures for every class, named in the order of the
            labels; the files that the dataset has, or else its arrays as PNG.
        """
        files = self._dataset.pictures()
        split = split_files(files, self._split_seed) if files else self._split
        return write_folders(split, self._dataset.classes, folder)

    def keep_model(
        self,
        parameters: Mapping[str, Any],
        classes: Sequence[str] = (),
        shape: Sequence[int] = (),
    ) -> None:
        """Keep a copy of what was learned, for pictures and `nnkata predict`.

        Parameters
        ----------
        parameters : mapping
            By the names that the call in `kata.toml` uses: arrays, numbers, strings,
            and lists, tuples and dicts of them. A Keras model is not copied; the call
            gets the path of a .keras file.
        classes : sequence of str
            What the answers 0, 1, ... mean, where they are not the dataset's labels.
        shape : sequence of int
            Of an example, where it was not trained on the dataset's own.
        """
        self.model = {name: snapshot(value) for name, value in parameters.items()}
        self._first_model = self._first_model or self.model
        self.model_classes = tuple(classes) or self.classes
        self.model_shape = tuple(shape) or self._dataset.shape

    def unmoved(self) -> list[str]:
        """Return the names of parameters that are still what they were when first kept.

        A change of less than a thousandth counts for none, but on data of one's own, where
        a training may be as short as one likes. Nothing is said of a model that was kept
        once, unless its training was followed.
        """
        if self.model is None or self.model is self._first_model:
            return []
        first = dict(_numbers(self._first_model))
        least = 0.0 if self.own_name else STILL
        return [
            name
            for name, value in _numbers(self.model)
            if name in first and _is_near(value, first[name], least)
        ]


def _is_near(value: Any, first: Any, share: float) -> bool:
    """Return whether two parameters differ by no more than a share of their size."""
    if np.shape(value) != np.shape(first):
        return False
    with np.errstate(all="ignore"):  # a training may have ended at infinity
        change = np.linalg.norm(np.ravel(value - first))
        return bool(change <= share * np.linalg.norm(np.ravel(value)))


def _part(seed: int, use: str, size: int = 16) -> int:
    """Return the seed for one use, of so many bytes: a public one is that for all."""
    if seed < SECRET:
        return seed
    digest = hashlib.sha256(f"{seed} {use}".encode()).digest()
    return int.from_bytes(digest[:size], "big")


def _numbers(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the arrays and numbers of nested parameters, as one writes them in Python."""
    if is_model(value):
        value = _weights(value)
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _numbers(part, f"{name}[{key!r}]" if name else str(key))
    elif isinstance(value, tuple | list):
        for index, part in enumerate(value):
            yield from _numbers(part, f"{name}[{index}]")
    elif isinstance(value, np.ndarray | np.generic | int | float):
        yield name, value


def _weights(model: Any) -> dict[str, Any]:
    """Return copies of the weights of a Keras model by their paths."""
    return {weight.path: np.array(weight) for weight in model.weights}


def prepare(X: Any, inputs: str, kind: str, scale: Scale = ()) -> Any:
    """Return examples in the form that a goal's `inputs` names.

    `scale` is the mean and standard deviation of every column of a table to be scaled.
    """
    if scale:
        mean, deviation = scale
        return ((X - mean) / deviation).astype(np.float32)
    if inputs == "raw" or kind == "table":
        return X
    scaled = X.astype(np.float32) / np.float32(255)
    if inputs in ("flat", "scaled"):
        return scaled.reshape(len(X), -1)
    if inputs == "pictures":
        return scaled if scaled.ndim == 4 else scaled[..., None]
    raise ContentError(f"inputs must be flat, pictures, raw or scaled, got '{inputs}'")


def split_files(classes: Mapping[str, Sequence[Path]], seed: int) -> Split:
    """Return paths to train on and to test, equally many of each class."""
    fewest = min(len(files) for files in classes.values())
    rng = np.random.default_rng(seed)
    paths: list[str] = []
    for files in classes.values():
        paths += [str(files[i]) for i in np.sort(rng.permutation(len(files))[:fewest])]
    labels = np.repeat(np.arange(len(classes)), fewest)
    return stratified(np.array(paths), labels, TEST, seed)


def write_folders(
    split: Split, classes: Sequence[str], folder: Path
) -> tuple[Path, Path]:
    """Write `train` and `test` below a folder: copies of files, or arrays as PNG."""
    for part, (X, y) in (("train", split.train), ("test", split.test)):
        for label, name in enumerate(classes):
            # The number first: folders are read in the order of their names.
            plain = re.sub(r"\W", "_", name)
            number = str(label).zfill(len(str(len(classes) - 1)))
            target = folder / part / f"{number}_{plain}"
            target.mkdir(parents=True)
            for place in np.flatnonzero(y == label):
                _write(X[place], target / f"{place:05}")
    return folder / "train", folder / "test"


def _write(picture: Any, file: Path) -> None:
    if isinstance(picture, str):
        shutil.copyfile(picture, file.with_suffix(Path(picture).suffix))
        return
    from PIL import Image

    Image.fromarray(picture).save(file.with_suffix(".png"), compress_level=1)
