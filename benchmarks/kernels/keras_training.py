"""Training as Keras' guides write it, with `fit`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels.shared import new_rng
from measure.work import Work


def keras_work(
    layers: Sequence[Any],
    weights: Sequence[np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    lr: float,
    size: int,
    first: int,
    steps: int = 1,
) -> Work:
    """Return epochs of mini-batches; the check is of two epochs of the first examples.

    `fit` shuffles by itself. Only in the check, the order is that of the others.
    """
    import keras

    model = keras.Sequential([keras.Input(X.shape[1:]), *layers])
    model.compile(
        optimizer=keras.optimizers.SGD(lr),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=steps,
    )
    model.set_weights(weights)
    rng = new_rng()

    def ordered_epoch() -> float:
        order = rng.permutation(first)
        history = model.fit(
            X[order], y[order], batch_size=size, shuffle=False, verbose=0
        )
        return history.history["loss"][0]

    return Work(
        lambda: model.fit(X, y, batch_size=size, verbose=0),
        lambda: [ordered_epoch(), ordered_epoch()],
    )
