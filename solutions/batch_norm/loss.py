"""The loss by which goals are judged, a mean over batches as small as in the training.

Statistics of more examples would make it smaller than any step has seen it.
"""

import numpy as np

from katas.batch_norm.batch_norm import batch_norm_forward

SIZE = 50


def loss(X, Y, layers):
    starts = range(0, len(X), SIZE)
    parts = [(X[start : start + SIZE], Y[start : start + SIZE]) for start in starts]
    return np.mean([_of_batch(x, y, layers) for x, y in parts])


def _of_batch(A, Y, layers):
    for layer in layers:
        Z, _ = batch_norm_forward(A @ layer["W"], layer["gamma"], layer["beta"])
        A = np.maximum(Z, 0)
    Z = Z - Z.max(axis=1, keepdims=True)
    return (np.log(np.exp(Z).sum(axis=1)) - Z[Y == 1]).mean()
