"""Pictures of the katas on training."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import (
    BLUE,
    GREEN,
    ORANGE,
    canvas,
    number,
    picture,
    powers_of_ten,
    reference,
    table,
    write,
)


@picture("Three ways down a narrow valley")
def optimizers():
    kata = reference("optimizers")
    steep = np.array([1.0, 30.0])
    figure, rows = plt.subplots(3, 1, figsize=(5, 6.6), sharex=True)
    x, y = np.meshgrid(np.linspace(-4.4, 1.6, 40), np.linspace(-1.15, 1.15, 30))
    bowl = (steep[0] * x**2 + steep[1] * y**2) / 2
    for axes, path, colour, title in zip(
        rows,
        (_plain(steep), _momentum(kata, steep), _adam(kata, steep)),
        (ORANGE, BLUE, GREEN),
        (
            "plain: from wall to wall",
            "momentum: swings, arrives",
            "Adam: past it, and back",
        ),
        strict=True,
    ):
        levels = np.geomspace(0.05, 25, 9)
        axes.contour(x, y, bowl, levels=levels, colors="#d0d0d0", linewidths=0.8)
        axes.plot(*np.array(path).T, ".-", color=colour, markersize=5, linewidth=1.2)
        axes.set_title(title, color=colour, fontsize=12)
        axes.set(ylabel="steep", ylim=(-1.15, 1.15))
    rows[-1].set(xlabel="flat direction")
    return figure


START, STEPS = np.array([-4.0, 1.0]), 30


def _plain(steep):
    path = [START]
    for _ in range(STEPS):
        path.append(path[-1] - 0.062 * steep * path[-1])
    return path


def _momentum(kata, steep):
    path, v = [START], np.zeros(2)
    for _ in range(STEPS):
        w, v = kata.momentum_step(path[-1], v, steep * path[-1], 0.03, 0.75)
        path.append(w)
    return path


def _adam(kata, steep):
    path, m, v, t = [START], np.zeros(2), np.zeros(2), 0
    for _ in range(STEPS):
        w, m, v, t = kata.adam_step(path[-1], m, v, t, steep * path[-1], 0.3)
        path.append(w)
    return path


@picture("Mini-batches: how they are cut, and the way they take")
def minibatch_training():
    kata = reference("minibatch_training")
    figure, axes = canvas(430)
    numbers = np.arange(5)
    parts = [part for part, _ in kata.batches(numbers, numbers, 2, seeded(6))]
    left = 22
    for part, colour in zip(parts, (BLUE, GREEN, ORANGE), strict=True):
        shades = [((0, place), colour) for place in range(len(part))]
        table(axes, (left, 40), part, f"batch of {len(part)}", shades, size=38)
        left += 38 * len(part) + 52
    write(axes, (180, 100), "five examples, shuffled and cut")
    _paths(figure.add_axes((0.16, 0.12, 0.81, 0.6)), kata)
    return figure


def seeded(seed):
    return np.random.default_rng(seed)


def _paths(axes, kata):
    """Fit a line to 60 points: by all of them at once, and by batches of five."""
    rng = seeded(1)
    x = rng.normal(size=60)
    A, y = np.stack([x, np.ones(60)], axis=1), 2 * x + 1 + rng.normal(0, 0.6, 60)
    best = np.linalg.lstsq(A, y, rcond=None)[0]
    w, b = np.meshgrid(np.linspace(-1.3, 3.3, 40), np.linspace(-1.3, 2, 40))
    cost = np.mean((w[..., None] * x + b[..., None] - y) ** 2, axis=2)
    axes.contour(w, b, cost, levels=np.geomspace(0.4, 20, 12), colors="#d0d0d0")
    for size, epochs, colour in ((60, 3, ORANGE), (5, 1, BLUE)):
        path = [np.array([-1.0, -1.0])]
        for _ in range(epochs):
            for Ab, yb in kata.batches(A, y, size, rng):
                path.append(path[-1] - 0.2 * 2 * Ab.T @ (Ab @ path[-1] - yb) / len(yb))
        axes.plot(*np.array(path).T, ".-", color=colour, markersize=7, linewidth=1.4)
    axes.plot(*best, "x", color=GREEN, markersize=9)
    axes.text(-1.2, 0.9, "batches of 5:\none epoch", color=BLUE)
    axes.text(0.6, -1.1, "all 60: three epochs", color=ORANGE)
    axes.set(xlabel="w", ylabel="b")


@picture("Overfitting, early stopping and weight decay")
def regularization():
    kata = reference("regularization")
    training, validation = _fit(kata, 0)
    _, decayed = _fit(kata, 10)
    stop, best = kata.early_stopping(validation, 10)
    figure, axes = plt.subplots(figsize=(5, 3.9))
    axes.plot(training, color=BLUE)
    axes.plot(validation, color=ORANGE)
    axes.plot(decayed, "--", color=GREEN)
    for epoch, text, at in (
        (best, "best: {}", (18, 0.85)),
        (stop, "stop: {}", (60, 2.9)),
    ):
        axes.plot(epoch, validation[epoch], "o", color=ORANGE)
        arrow = {"arrowstyle": "-", "color": ORANGE}
        mark = text.format(epoch)
        axes.annotate(
            mark, (epoch, validation[epoch]), at, color=ORANGE, arrowprops=arrow
        )
    axes.text(140, 3.5, "validation", color=ORANGE, ha="right")
    axes.text(300, 2.15, "validation, with decay", color=GREEN, ha="right")
    axes.text(300, 0.75, "training", color=BLUE, ha="right")
    axes.set(xlabel="epoch", ylabel="loss", ylim=(0, 4.6))
    return figure


def _fit(kata, lam):
    """Return the losses of 30 weights that learn from 40 examples, and from 400 others."""
    rng = seeded(0)
    X, w_true = rng.normal(size=(440, 30)), 0.3 * rng.normal(size=30)
    y = X @ w_true + rng.normal(size=440)
    w, losses = np.zeros(30), []
    for _ in range(300):
        error = X @ w - y
        losses.append((np.mean(error[:40] ** 2), np.mean(error[40:] ** 2)))
        dw, _ = kata.l2_grads(X[:40].T @ error[:40] / 40, w, np.zeros(1), lam, 40)
        w = w - 0.1 * dw
    return zip(*losses, strict=True)


@picture("A feature is normalized; a signal through six layers")
def batch_norm():
    kata = reference("batch_norm")
    x = np.array([1.0, 7.0, 9.0, 15.0])
    plain = kata.batch_norm_forward(x[:, np.newaxis], np.ones(1), np.zeros(1), 0)[0]
    scaled = kata.batch_norm_forward(x[:, np.newaxis], np.full(1, 2), np.ones(1), 0)[0]
    figure = plt.figure(figsize=(5, 5.6), layout="none")
    titles = ("x: mean 8, spread 5", "normalized", "scaled by 2, shifted by 1")
    lines = zip(titles, (x, plain, scaled), strict=True)
    for row, (title, values) in enumerate(lines):
        _number_line(
            figure.add_axes((0.05, 0.87 - 0.16 * row, 0.9, 0.04)), title, values
        )
    axes = figure.add_axes((0.16, 0.1, 0.8, 0.32))
    for name, colour in (("with", BLUE), ("without", ORANGE)):
        spreads = _spreads(kata if name == "with" else None)
        axes.plot(range(1, 7), spreads, ".-", color=colour)
        axes.annotate(
            name, (4.1, spreads[3]), (4, 9), textcoords="offset points", color=colour
        )
    axes.set(yscale="log", xlabel="layer", ylim=(1e-10, 30), xticks=range(1, 7))
    axes.set_title("spread of the activations", fontsize=12)
    powers_of_ten(axes.yaxis, -9, 1, 3)
    return figure


def _number_line(axes, title, values):
    """Draw values as dots, each with its number above."""
    axes.plot(values, np.zeros(values.size), "o", color=BLUE, clip_on=False)
    for value in np.ravel(values):
        label = number(round(float(value), 2))
        axes.annotate(
            label, (value, 0), (0, 8), textcoords="offset points", ha="center"
        )
    axes.set(ylim=(-0.1, 1), yticks=[], xticks=[])
    axes.spines["left"].set_visible(False)
    axes.set_title(title, fontsize=12, pad=14)


def _spreads(kata):
    """Return the spread behind each of six layers whose first weights are too small."""
    rng, found = np.random.default_rng(0), []
    A = rng.normal(size=(200, 32))
    for _ in range(6):
        Z = A @ rng.normal(0, 0.01, (32, 32))
        if kata:
            Z = kata.batch_norm_forward(Z, np.ones(32), np.zeros(32))[0]
        A = np.maximum(0, Z)
        found.append(A.std())
    return found
