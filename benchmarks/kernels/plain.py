"""A convolutional network as one writes it first: im2col, col2im, slices; NHWC, float32.

The way back of a layer scatters the gradient of the columns into the pictures, pixel of a
window by pixel; a window of the pool is four slices of the pictures.
"""

import numpy as np


def columns(X: np.ndarray, fh: int, fw: int) -> np.ndarray:
    """Return a row for each window, without padding, at stride 1."""
    m, h, w, c = X.shape
    H, V = h - fh + 1, w - fw + 1
    found = np.empty((m, H, V, fh, fw, c), X.dtype)
    for i, j in np.ndindex(fh, fw):
        found[:, :, :, i, j] = X[:, i : i + H, j : j + V]
    return found.reshape(m * H * V, fh * fw * c)


def conv_forward(
    X: np.ndarray, W: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pre-activations, and the columns for the way back."""
    (m, h, w, _), (fh, fw, _, k) = X.shape, W.shape
    cols = columns(X, fh, fw)
    Z = cols @ W.reshape(-1, k) + b
    return Z.reshape(m, h - fh + 1, w - fw + 1, k), cols


def conv_backward(
    dZ: np.ndarray, X: np.ndarray, W: np.ndarray, cols: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients with respect to X, W and b."""
    (fh, fw, c, k), (m, H, V, _) = W.shape, dZ.shape
    rows = dZ.reshape(-1, k)
    dW, db = (cols.T @ rows).reshape(W.shape), rows.sum(axis=0)
    dcols = (rows @ W.reshape(-1, k).T).reshape(m, H, V, fh, fw, c)
    dX = np.zeros_like(X)
    for i, j in np.ndindex(fh, fw):
        dX[:, i : i + H, j : j + V] += dcols[:, :, :, i, j]
    return dX, dW, db


def pool_forward(X: np.ndarray) -> np.ndarray:
    """Return the maxima of windows of 2 x 2; odd rows and columns are left out."""
    first, *others = (X[at] for at in _pixels(X))
    for other in others:
        first = np.maximum(first, other)
    return first


def pool_backward(dY: np.ndarray, X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """Carry a gradient back to the first maximum of each window."""
    dX, free = np.zeros_like(X), np.ones(Y.shape, bool)
    for at in _pixels(X):
        wins = (X[at] == Y) & free
        dX[at] = wins * dY
        free &= ~wins
    return dX


def _pixels(X: np.ndarray) -> list[tuple[slice, ...]]:
    """Return where the four pixels of all windows are."""
    h, w = (n // 2 * 2 for n in X.shape[1:3])
    return [np.s_[:, i:h:2, j:w:2] for i, j in np.ndindex(2, 2)]


def train_epoch(
    X: np.ndarray,
    Y: np.ndarray,
    P: dict[str, np.ndarray],
    lr: float,
    size: int,
    rng: np.random.Generator,
) -> float:
    """Train the network of the kata `cnn` for an epoch, in place; return its mean loss."""
    order, total = rng.permutation(len(X)), 0.0
    for start in range(0, len(X), size):
        part = order[start : start + size]
        loss, grads = _step(X[part], Y[part], P)
        total += loss * len(part)
        for name, slope in grads.items():
            P[name] -= lr * slope
    return total / len(X)


def _step(
    X: np.ndarray, Y: np.ndarray, P: dict[str, np.ndarray]
) -> tuple[float, dict[str, np.ndarray]]:
    Z1, cols1 = conv_forward(X, P["W1"], P["b1"])
    A1 = np.maximum(Z1, 0)
    Q1 = pool_forward(A1)
    Z2, cols2 = conv_forward(Q1, P["W2"], P["b2"])
    A2 = np.maximum(Z2, 0)
    Q2 = pool_forward(A2)
    flat = Q2.reshape(len(X), -1)
    logits = flat @ P["W3"] + P["b3"]
    E = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = E / E.sum(axis=1, keepdims=True)
    loss = -np.log(np.maximum((probabilities * Y).sum(axis=1), 1e-12)).mean()

    dZ3 = (probabilities - Y) / len(X)
    dQ2 = (dZ3 @ P["W3"].T).reshape(Q2.shape)
    dZ2 = pool_backward(dQ2, A2, Q2) * (Z2 > 0)
    dQ1, dW2, db2 = conv_backward(dZ2, Q1, P["W2"], cols2)
    dZ1 = pool_backward(dQ1, A1, Q1) * (Z1 > 0)
    _, dW1, db1 = conv_backward(dZ1, X, P["W1"], cols1)
    return float(loss), {
        **{"W1": dW1, "b1": db1, "W2": dW2, "b2": db2},
        **{"W3": flat.T @ dZ3, "b3": dZ3.sum(axis=0)},
    }
