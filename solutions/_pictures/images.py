"""Pictures of the katas on images."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import ROOT, number, picture, plot, reference


def digits():
    """The bundled pictures of digits, uint8, and their labels."""
    with np.load(ROOT / "datasets" / "data" / "mnist_5k.npz") as data:
        return data["X"], data["y"]


def digit(label):
    """The first bundled picture of a digit."""
    X, y = digits()
    return X[np.argmax(y == label)]


@picture("One neuron looks at two digits")
def zero_detector():
    kata, (X, y) = reference("zero_detector"), digits()
    X = X.reshape(len(X), -1) / np.float32(255)
    labels = kata.make_labels(y).astype(np.float32)
    w, b, _ = kata.train(X, labels, np.zeros(784, np.float32), 0.0, 0.5, 300)
    figure, axes = plot(290, 2, 3)
    for row, label in zip(axes, (0, 3), strict=True):
        x = digit(label).ravel() / 255
        z = x @ w + b
        _picture(row[0], x, "pixels x", "gray_r", (0, 1))
        _picture(row[1], w, "weights w", "RdBu", (-0.5, 0.5))
        _picture(
            row[2], x * w, f"product: z = {number(round(z, 1))}", "RdBu", (-0.5, 0.5)
        )
    return figure


def _picture(axes, values, title, colours, limits):
    axes.imshow(values.reshape(28, 28), cmap=colours, vmin=limits[0], vmax=limits[1])
    axes.set_title(title, fontsize=12)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="#d0d0d0")


@picture("Two kernels on a digit", size=9)
def convolution():
    kata, picture = reference("convolution"), digit(7) / 255
    kernels = {
        "bright above": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
        "bright at the left": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    }
    figure, axes = plt.subplots(1, 5, figsize=(7.5, 1.9), width_ratios=(3, 1, 3, 1, 3))
    _show(axes[0], picture, "picture, 28 x 28", "gray")
    for place, (title, kernel) in zip((1, 3), kernels.items(), strict=True):
        W = np.array(kernel, float)[:, :, None, None]
        Z = kata.conv_forward(picture[None, :, :, None], W, np.zeros(1), 0, 1)
        _show(axes[place], W[:, :, 0, 0], "kernel", "RdBu_r", 1)
        _show(axes[place + 1], Z[0, :, :, 0], f"{title}, 26 x 26", "RdBu_r", 3)
    return figure


def _show(axes, values, title, colours, limit=None):
    limits = {"vmin": -limit, "vmax": limit} if limit else {}
    axes.imshow(values, cmap=colours, **limits)
    axes.set_title(title, fontsize=8)
    axes.set_axis_off()


@picture("Max pooling, forward and backward", size=9)
def pooling():
    kata = reference("pooling")
    X = np.array([[1, 3, 2, 0], [5, 4, 0, 2], [0, 1, 7, 7], [2, 0, 6, 1]], float)
    dY = np.array([[10.0, 20.0], [30.0, 40.0]])
    forward = kata.max_pool_forward(X[None, :, :, None], 2, 2)[0, :, :, 0]
    back = kata.max_pool_backward(dY[None, :, :, None], X[None, :, :, None], 2, 2)
    figure, axes = plt.subplots(1, 4, figsize=(7, 1.9), width_ratios=(2, 1, 1, 2))
    for place, values, title in (
        (0, X, "X, windows of 2 x 2"),
        (1, forward, "max"),
        (2, dY, "dY"),
        (3, back[0, :, :, 0], "dX: the first maximum gets it all"),
    ):
        _table(axes[place], values, title)
    return figure


def _table(axes, values, title):
    n = len(values)
    shade = (np.add.outer(np.arange(n), np.arange(n)) % 2) if n == 2 else None
    if shade is None:
        half = np.arange(n) // 2
        shade = np.add.outer(half, half) % 2
    axes.imshow(shade, cmap="Blues", vmin=-0.2, vmax=3)
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=9)
    axes.set_title(title, fontsize=8)
    axes.set_axis_off()
