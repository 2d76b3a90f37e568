"""Pictures of the katas on images."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import (
    BLUE,
    GREY,
    ROOT,
    canvas,
    number,
    picture,
    plot,
    reference,
    table,
    write,
)

RED = "#b2182b"  # as negative numbers are in the pictures


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
    ends = {"vmin": limits[0], "vmax": limits[1]}  # interpolated by whoever shows it
    axes.imshow(values.reshape(28, 28), cmap=colours, interpolation="none", **ends)
    axes.set_title(title, fontsize=12)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="#d0d0d0")


@picture("Ten neurons look at a digit")
def softmax_classifier():
    kata, (X, y) = reference("softmax_classifier"), digits()
    X = X.reshape(len(X), -1) / np.float32(255)
    P = {"W": np.zeros((784, 10), np.float32), "b": np.zeros(10, np.float32)}
    Y, rng = np.eye(10, dtype=np.float32)[y], np.random.default_rng(0)
    P, _ = kata.train(X, Y, P, 0.1, 10, 32, rng)
    x = digit(3).reshape(1, -1) / np.float32(255)
    figure = plt.figure(figsize=(5, 4.9), layout="none")
    _picture(figure.add_axes((0.02, 0.63, 0.3, 0.3)), x, "pixels", "gray_r", (0, 1))
    bars = figure.add_axes((0.42, 0.63, 0.56, 0.3))
    bars.bar(range(10), kata.forward(x, P)[0], color=BLUE)
    bars.set_title("probability", fontsize=12)
    bars.set(xticks=range(10), yticks=(0, 1))
    for k in range(10):
        axes = figure.add_axes((0.02 + k % 5 / 5, 0.3 - k // 5 * 0.28, 0.17, 0.17))
        _picture(axes, P["W"][:, k], f"for {k}", "RdBu", (-0.5, 0.5))
    return figure


@picture("A kernel moves over a picture")
def convolution():
    kata = reference("convolution")
    X = np.array([[1, 4, 2, 3], [2, 0, 5, 1], [3, 1, 2, 6]])
    W = np.array([[1, -1], [2, -2]])
    figure, axes = canvas(384)
    window = [((row, column), BLUE) for row in range(2) for column in range(2)]
    table(axes, (8, 40), X, "X", window)
    table(axes, (158, 54), W, "W, b = 3", window)
    table(axes, (268, 54), _convolved(kata, X, W, 3), "Z", [((0, 0), BLUE)])
    write(axes, (140, 82), "∗")
    write(axes, (240, 82), "=")
    _panel(figure, 0, digit(7), "a digit", "gray_r", (0, 255))
    edges = {
        "ink above": [[1] * 3, [0] * 3, [-1] * 3],
        "ink at left": [[1, 0, -1]] * 3,
    }
    for place, (title, kernel) in enumerate(edges.items(), start=1):
        found = _convolved(kata, digit(7) / 255, np.array(kernel), 0)
        _panel(figure, place, found, title, "RdBu", (-4, 4))
        signs = [((i, j), BLUE if v > 0 else RED) for (i, j), v in _entries(kernel)]
        table(axes, (31 + 120.6 * place, 310), kernel, "", signs, size=21)
    write(axes, (61, 326), "fits the kernel", BLUE)
    write(axes, (61, 358), "fits its opposite", RED)
    return figure


def _entries(kernel):
    """Return the pairs of an index and a value that is not 0."""
    return [entry for entry in np.ndenumerate(kernel) if entry[1]]


def _convolved(kata, X, W, b):
    """Return one picture under one kernel, without padding."""
    kernel, bias = W[:, :, np.newaxis, np.newaxis], np.array([b])
    Z = kata.conv_forward(X[np.newaxis, :, :, np.newaxis], kernel, bias, 0, 1)
    return Z[0, :, :, 0]


def _panel(figure, place, values, title, colours, limits):
    """Show a picture in the lower half, as the first, second or third of three."""
    axes = figure.add_axes((0.02 + place * 0.335, 0.21, 0.3, 0.33))
    axes.imshow(values, cmap=colours, vmin=limits[0], vmax=limits[1])
    axes.set_title(title, fontsize=12)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="#d0d0d0")


@picture("Pooling, forward and backward")
def pooling():
    kata = reference("pooling")
    X = np.array([[1, 3, 2, -4], [5, 4, 0, -2], [-1, -3, 7, 7], [-2, -6, 6, 1]])
    dY = np.array([[1, -2], [3, 4]])
    whole, back = X[np.newaxis, :, :, np.newaxis], dY[np.newaxis, :, :, np.newaxis]
    maxima = kata.max_pool_forward(whole, 2, 2)[0, :, :, 0]
    by_maximum = kata.max_pool_backward(back, whole, 2, 2)[0, :, :, 0]
    by_mean = kata.avg_pool_backward(back, whole, 2, 2)[0, :, :, 0]
    halves = [
        ((row, column), BLUE if (row // 2 + column // 2) % 2 == 0 else GREY)
        for row in range(4)
        for column in range(4)
    ]
    quarters = [
        ((i, j), BLUE if (i + j) % 2 == 0 else GREY) for i in (0, 1) for j in (0, 1)
    ]
    figure, axes = canvas(344)
    table(axes, (10, 30), X, "X, windows of 2 x 2", halves)
    table(axes, (166, 58), maxima, "maxima", quarters)
    table(axes, (270, 58), dY, "dY comes back", quarters)
    table(axes, (10, 190), by_maximum, "dX of the maximum", halves)
    table(axes, (182, 190), by_mean, "dX of the mean", halves, size=36)
    return figure


@picture("A digit on its way through the network")
def cnn():
    kata, (X, y) = reference("cnn"), digits()
    X, Y = X[..., np.newaxis] / np.float32(255), np.eye(10, dtype=np.float32)[y]
    rng = np.random.default_rng(0)
    P = {name: value.astype(np.float32) for name, value in kata.init(rng).items()}
    P, _ = kata.train(X, Y, P, 0.1, 2, 32, rng)
    x = digit(7)[np.newaxis, :, :, np.newaxis] / np.float32(255)
    first, second = _stages(x, P)
    logits, _ = kata.forward(x, P)
    figure = plt.figure(figsize=(5, 6.2), layout="none")
    _maps(figure, x[0], (0.36, 0.79, 0.28, 0.17), 1, "a digit")
    _maps(figure, first[0], (0.02, 0.5, 0.96, 0.22), 4, "8 maps of 13 x 13")
    _maps(figure, second[0], (0.02, 0.26, 0.96, 0.18), 8, "16 maps of 5 x 5")
    bars = figure.add_axes((0.08, 0.06, 0.88, 0.12))
    bars.bar(range(10), reference("softmax_nll").softmax(logits)[0], color=BLUE)
    bars.set_title("probability", fontsize=12)
    bars.set(xticks=range(10), yticks=(0, 1))
    return figure


def _stages(x, P):
    """Return what stands behind each of the two pools."""
    convolution, pooling = reference("convolution"), reference("pooling")
    found, A = [], x
    for layer in "12":
        Z = convolution.conv_forward(A, P[f"W{layer}"], P[f"b{layer}"], 0, 1)
        A = np.maximum(pooling.max_pool_forward(Z, 2, 2), 0)
        found.append(A)
    return found


def _maps(figure, values, place, columns, title):
    """Show the channels of a picture side by side, in rows of so many columns."""
    left, bottom, width, height = place
    count = values.shape[2]
    rows = -(-count // columns)
    figure.text(0.5, bottom + height + 0.012, title, ha="center", fontsize=12)
    for channel in range(count):
        row, column = divmod(channel, columns)
        size = (0.96 * width / columns, 0.94 * height / rows)
        corner = (
            left + width * column / columns,
            bottom + height * (1 - (row + 1) / rows),
        )
        axes = figure.add_axes((*corner, *size))
        axes.imshow(values[:, :, channel], cmap="gray_r")
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set(visible=True, color="#d0d0d0")
