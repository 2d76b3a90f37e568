"""Pictures of the katas on layers, their start and their cost."""

import numpy as np

from .toolkit import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    canvas,
    edge,
    legend,
    node,
    number,
    picture,
    plot,
    powers_of_ten,
    reference,
    table,
    write,
)


@picture("Three scores become probabilities")
def softmax_nll():
    kata, Y = reference("softmax_nll"), np.array([[1, 0, 0]])
    Z = np.log([[2.0, 1.0, 1.0]])
    P = kata.softmax(Z)
    dZ = kata.dlogits(P, Y)
    figure, axes = canvas(265)
    columns, rows = (45, 140, 235, 322), (70, 135, 200)
    for x, title in zip(
        columns, ("score z", "power", "probability", "label"), strict=True
    ):
        write(axes, (x, 20), title)
    for y, z, p, label, dz in zip(rows, Z[0], P[0], Y[0], dZ[0], strict=True):
        write(axes, (columns[0], y - 8), f"{z:.3g}", BLUE)
        write(axes, (columns[0], y + 10), number(dz), ORANGE)
        edge(axes, (columns[0], y), (columns[1], y), gap=22)
        node(axes, (columns[1], y), number(round(np.exp(z))))
        for end in rows:
            edge(axes, (columns[1], y), (columns[2], end))
        node(axes, (columns[2], y), number(p), BLUE)
        write(axes, (columns[3], y), number(label))
    legend(axes, 245, ("forward: value", BLUE), ("backward: gradient", ORANGE))
    return figure


@picture("A signal through 30 layers")
def he_init():
    kata, rng, n = reference("he_init"), np.random.default_rng(3), 256
    figure, axes = plot(300)
    for share, color, label in (
        (1.5, GREEN, "3/n: too large"),
        (1, BLUE, "2/n: He"),
        (0.5, ORANGE, "1/n: too small"),
    ):
        a = rng.standard_normal((200, n))
        squares = [np.mean(a**2)]
        for _ in range(30):
            a = np.maximum(a @ (np.sqrt(share) * kata.he_normal(n, n, rng)), 0)
            squares.append(np.mean(a**2))
        axes.semilogy(squares, color=color, label=label)
    powers_of_ten(axes.yaxis, -9, 10, 3)
    axes.set(xlabel="layer", title="mean square of the signal", ylim=(1e-10, 1e10))
    axes.legend(frameon=False, loc="upper left")
    return figure


@picture("A dense layer: a network and its matrices")
def dense_layer():
    kata = reference("dense_layer")
    X = np.array([[1, 2, 3], [0, -1, 1]])
    W, b = np.array([[1, 0], [-1, 2], [2, 1]]), np.array([1, -2])
    Z, colours = kata.dense_forward(X, W, b), (BLUE, ORANGE)
    figure, axes = canvas(400)
    inputs, units = [(60, y) for y in (35, 105, 175)], [(250, 70), (250, 140)]
    for j, start in enumerate(inputs):
        for k, end in enumerate(units):
            edge(axes, start, end, color=colours[k])
            at = np.add(start, np.subtract(end, start) * (0.32, 0.58)[k])
            ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            write(axes, at, number(W[j, k]), colours[k], bbox=ground, zorder=2)
        node(axes, start, number(X[0, j]))
    for k, at in enumerate(units):
        node(axes, at, number(Z[0, k]), colours[k])
        write(axes, np.add(at, (30, 0)), f"unit {k + 1}", colours[k], ha="left")
        write(axes, np.add(at, (30, 17)), f"b = {number(b[k])}", colours[k], ha="left")
    legend(axes, 212, ("first example of X", INK), ("its row of Z", INK))
    columns = [((j, k), colours[k]) for j in range(3) for k in range(2)]
    row = [((0, j), GREY) for j in range(3)]
    table(axes, (15, 290), X, "X (2, 3)", row)
    write(axes, (113, 318), "@")
    table(axes, (128, 276), W, "W (3, 2)", columns)
    write(axes, (198, 318), "+")
    table(axes, (212, 304), b, "b (2,)", columns)
    write(axes, (283, 318), "=")
    table(axes, (297, 290), Z, "Z (2, 2)", [((0, 0), BLUE), ((0, 1), ORANGE)])
    write(axes, (180, 385), "A row is an example, a column of W is a unit.")
    return figure
