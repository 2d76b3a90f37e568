"""What the kernels share: digits, references as learners' files, quiet libraries."""

from functools import lru_cache
from types import ModuleType

import numpy as np

from measure.threads import threads
from measure.work import Work
from nnkata.content.workspace import bundled
from nnkata.subject.loader import Loader
from nnkata.timing.work import read_work

SEED = 0


def reference(slug: str) -> ModuleType:
    """Return a reference, loaded as a learner's file is."""
    workspace = bundled()
    return Loader(workspace.kata(slug), workspace, "reference").module()


def timed_work(slug: str) -> ModuleType:
    """Return what `nnkata time` measures of a kata."""
    workspace = bundled()
    return read_work(workspace, workspace.kata(slug))


def reference_work(
    slug: str,
    P: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
    size: int,
    first: int,
) -> Work:
    """Return an epoch of a reference in minibatches; two of the `first` are the check."""
    train, Y, rng = reference(slug).train, one_hot(y), new_rng()
    return Work(
        lambda: train(X, Y, P, lr, 1, size, rng),
        lambda: train(X[:first], Y[:first], P, lr, 2, size, new_rng())[1],
    )


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the 5,000 bundled digits, shuffled, from 0 to 1 in float32; and labels."""
    with np.load(bundled().datasets / "data" / "mnist_5k.npz") as file:
        X, y = file["X"], file["y"]
    order = new_rng().permutation(len(X))  # the file has them class by class
    return X[order, ..., None].astype(np.float32) / 255, y[order].astype(np.int64)


def one_hot(y: np.ndarray) -> np.ndarray:
    return np.eye(10, dtype=np.float32)[y]


def in_float32(P: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: value.astype(np.float32) for name, value in P.items()}


def new_rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


def parts(order: np.ndarray, size: int) -> list[np.ndarray]:
    """Return an order in batches."""
    return [order[start : start + size] for start in range(0, len(order), size)]


@lru_cache
def pytorch() -> ModuleType:
    """Return torch with as many threads as the others have."""
    import torch

    torch.set_num_threads(threads())
    torch.set_num_interop_threads(threads())
    return torch


@lru_cache
def tensorflow() -> ModuleType:
    """Return tensorflow with as many threads as the others have."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads())
    tf.config.threading.set_inter_op_parallelism_threads(threads())
    return tf
