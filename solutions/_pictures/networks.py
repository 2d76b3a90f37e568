"""Pictures of the katas on networks of several layers."""

import numpy as np

from .toolkit import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    canvas,
    edge,
    legend,
    node,
    number,
    picture,
    reference,
    write,
)


@picture("A network of two layers: values, gradients and the border")
def two_layer_net():
    kata = reference("two_layer_net")
    X, y = np.array([[3.0, 2.0]]), np.array([[1]])
    P = {
        "W1": np.array([[1.0, -2.0], [-1.0, 3.0]]),
        "b1": np.array([1.0, -1.0]),
        "W2": np.array([[-3.0], [-4.0]]),
        "b2": np.array([6.0]),
    }
    A2, cache = kata.forward(X, P)
    G = kata.backward(A2, y, P, cache)
    figure, axes = canvas(500)
    inputs, units, out = [(42, 55), (42, 175)], [(165, 55), (165, 175)], (285, 115)
    for k, unit in enumerate(units):
        for j, start in enumerate(inputs):
            edge(axes, start, unit)
            _weight(
                axes, start, unit, P["W1"][j, k], G["W1"][j, k], (0.5, 0.28)[j != k]
            )
        edge(axes, unit, out)
        _weight(axes, unit, out, P["W2"][k, 0], G["W2"][k, 0], 0.45)
        write(axes, np.add(unit, (0, -29)), f"b = {number(P['b1'][k])}")
        node(axes, unit, number(max(0, (X @ P["W1"] + P["b1"])[0, k])))
        write(axes, np.add(unit, (0, 28)), ("too wet", "too dry")[k], GREY)
    for j, at in enumerate(inputs):
        node(axes, at, number(X[0, j]))
        write(axes, np.add(at, (0, 28)), ("water", "sun")[j], GREY)
    node(axes, out, number(A2[0, 0]), GREEN)
    write(axes, np.add(out, (8, -29)), f"b = {number(P['b2'][0])}")
    write(axes, np.add(out, (8, 28)), "thrives?", GREY)
    legend(axes, 232, ("blue: weight", BLUE), ("orange: its gradient", ORANGE))
    _border(figure.add_axes((0.13, 0.1, 0.83, 0.38)), kata, P, X)
    return figure


def _weight(axes, start, end, weight, gradient, share):
    """Write a weight and its gradient on an arrow, at a share of its way."""
    at = np.add(start, np.subtract(end, start) * share)
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    write(axes, at + (0, -8), number(weight), BLUE, bbox=ground, zorder=2)
    write(axes, at + (0, 8), number(gradient), ORANGE, bbox=ground, zorder=2)


def _border(axes, kata, P, X):
    """Draw where a network says yes, and one example."""
    water, sun = np.meshgrid(np.linspace(0, 6, 121), np.linspace(0, 5, 101))
    yes, _ = kata.forward(np.stack([water.ravel(), sun.ravel()], axis=1), P)
    yes = yes.reshape(water.shape)
    axes.contourf(water, sun, yes, levels=[0.5, 1], colors=[GREEN], alpha=0.2)
    axes.contour(water, sun, yes, levels=[0.5], colors=[GREEN])
    axes.plot(*X[0], "o", color=GREEN)
    axes.text(0.8, 4.2, "too dry", color=GREY)
    axes.text(4.1, 0.7, "too wet", color=GREY)
    axes.text(1.2, 1.05, "thrives", color=GREEN)
    axes.set(xlabel="water", ylabel="sun")


@picture("A network of sigmoids, and what its cost does to the gradient")
def sigmoid_net():
    kata = reference("sigmoid_net")
    X, Y = np.array([[2.0]]), np.array([[0, 1, 0]])
    P = {"W1": np.array([[3.0]]), "b1": np.array([-6.0]), "b2": np.zeros(3)}
    P["W2"] = 2 * np.log([[1 / 4, 3, 1 / 9]])
    (A1, A2), G = kata.forward(X, P), kata.backward(X, Y, P)
    figure, axes = canvas(470)
    hidden, outputs = (150, 110), [(262, y) for y in (35, 110, 185)]
    edge(axes, (42, 110), hidden)
    _weight(axes, (42, 110), hidden, P["W1"][0, 0], round(G["W1"][0, 0], 4), 0.47)
    node(axes, (42, 110), number(X[0, 0]))
    write(axes, (42, 138), "ink", GREY)
    node(axes, hidden, number(A1[0, 0]))
    write(axes, (150, 80), f"b = {number(P['b1'][0])}")
    for k, (at, name) in enumerate(zip(outputs, ("zero", "one", "seven"), strict=True)):
        edge(axes, hidden, at)
        weight, gradient = round(P["W2"][0, k], 2), round(G["W2"][0, k], 4)
        _weight(axes, hidden, at, weight, gradient, 0.52)
        node(axes, at, f"{A2[0, k]:.2g}")
        write(axes, np.add(at, (26, -9)), name, GREY, ha="left")
        write(axes, np.add(at, (26, 9)), f"target {Y[0, k]}", ha="left")
    legend(axes, 225, ("blue: weight", BLUE), ("orange: its gradient", ORANGE))
    _slopes_at_the_output(figure.add_axes((0.13, 0.1, 0.83, 0.35)), kata)
    return figure


def _slopes_at_the_output(axes, kata):
    """Draw the gradient at the last pre-activation over the output, for the target 1."""
    a = np.linspace(0.002, 0.998, 250)
    P = {"W1": np.ones((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1))}
    squared = [
        -kata.backward(np.ones((1, 1)), np.ones((1, 1)), {**P, "b2": np.array([z])})[
            "b2"
        ][0]
        for z in np.log(a / (1 - a))
    ]
    axes.plot(a, 1 - a, color=GREEN)
    axes.plot(a, squared, color=ORANGE)
    axes.text(0.38, 0.72, "cross-entropy", color=GREEN)
    axes.text(0.3, 0.2, "squared error", color=ORANGE)
    axes.annotate(
        "certain, wrong:\nno gradient",
        (0.01, 0.02),
        (0.05, 0.36),
        arrowprops={"arrowstyle": "->"},
    )
    axes.set(
        xlabel="output a, target 1", ylabel="size of the gradient at z", ylim=(0, 1.02)
    )


@picture("A network of three layers: values and gradients")
def l_layer_net():
    kata = reference("l_layer_net")
    X = np.array([[2.0]])
    layers = [
        {"W": np.array([[1.0, -1.0]]), "b": np.array([1.0, 1.0])},
        {"W": np.array([[1.0, -1.0], [1.0, 3.0]]), "b": np.array([-1.0, 4.0])},
        {"W": np.array([[2.0], [-3.0]]), "b": np.array([-1.0])},
    ]
    logits, caches = kata.forward(X, layers)
    grads = kata.backward(kata.dlogits(logits, np.array([[0]])), layers, caches)
    signals = [X, *(_hidden(kata, X, layers[: i + 1]) for i in range(2)), logits]
    figure, axes = canvas(290)
    places = [
        [(32, 145)],
        [(130, 85), (130, 205)],
        [(232, 85), (232, 205)],
        [(330, 145)],
    ]
    for i, (layer, grad) in enumerate(zip(layers, grads, strict=True)):
        for j, start in enumerate(places[i]):
            for k, end in enumerate(places[i + 1]):
                share = 0.3 if i == 1 and j != k else 0.5
                edge(axes, start, end)
                _weight(axes, start, end, layer["W"][j, k], grad["W"][j, k], share)
        for k, at in enumerate(places[i + 1]):
            write(axes, np.add(at, (0, -30)), f"b = {number(layer['b'][k])}")
        write(axes, (places[i + 1][0][0] - 45, 18), f"layers[{i}]", GREY)
    for signal, column in zip(signals, places, strict=True):
        for value, at in zip(signal[0], column, strict=True):
            node(axes, at, number(value))
    write(axes, (32, 173), "x", GREY)
    write(axes, (330, 173), "logit", GREY)
    legend(axes, 270, ("blue: weight", BLUE), ("orange: its gradient", ORANGE))
    return figure


def _hidden(kata, X, layers):
    """Return the activations of a network's last layer, which is a hidden one."""
    return np.maximum(kata.forward(X, layers)[0], 0)
