"""Pictures of the katas on one neuron."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    canvas,
    edge,
    leaf,
    legend,
    node,
    number,
    picture,
    reference,
    write,
)


@picture("The fare of a taxi: a weight and a bias", size=9)
def hello():
    predict, x = reference("hello").predict, np.linspace(0, 6, 61)
    figure, axes = plt.subplots(figsize=(4.5, 2.6))
    axes.plot(x, predict(x, 2.5, 3.0), color=BLUE)
    axes.plot([0, 4], predict(np.array([0, 4]), 2.5, 3.0), "o", color=ORANGE)
    axes.annotate("bias: 3", (0, 3), (0.3, 2.2), va="top")
    axes.annotate("2.5 · 4 + 3 = 13", (4, 13), (3.8, 13.3), ha="right", va="bottom")
    axes.set(xlabel="kilometres, x", ylabel="fare, y", xlim=(-0.1, 6), ylim=(0, 18.5))
    return figure


@picture("Four activations and their slopes", size=9)
def activations():
    kata, z = reference("activations"), np.linspace(-4, 4, 401)
    figure, (values, slopes) = plt.subplots(1, 2, figsize=(7, 2.4))
    for name, colour in zip(
        ("sigmoid", "tanh", "relu", "leaky_relu"),
        (BLUE, ORANGE, GREEN, GREY),
        strict=True,
    ):
        alpha = {"alpha": 0.1} if name == "leaky_relu" else {}
        style = "--" if name == "leaky_relu" else "-"
        label = name.replace("_relu", " ReLU, alpha 0.1").replace("relu", "ReLU")
        value = getattr(kata, name)(z, **alpha)
        slope = getattr(kata, f"{name}_prime")(z, **alpha)
        values.plot(z, value, style, color=colour, label=label)
        slopes.plot(z, slope, style, color=colour)
    values.set(title="value at z", xlabel="z", ylim=(-1.2, 2.2))
    slopes.set(title="slope at z", xlabel="z", ylim=(-0.1, 1.15))
    values.legend(frameon=False, fontsize=8, loc="upper left")
    return figure


@picture("The error of a measured slope", size=9)
def gradient_check():
    steps = 10.0 ** np.arange(-14, 0.1, 0.25)
    point = np.float64(1.0)
    two_sided = [(np.exp(point + h) - np.exp(point - h)) / (2 * h) for h in steps]
    one_sided = [(np.exp(point + h) - np.exp(point)) / h for h in steps]
    figure, axes = plt.subplots(figsize=(6, 2.6))
    for found, colour, label in (
        (one_sided, ORANGE, "one side"),
        (two_sided, BLUE, "both sides"),
    ):
        error = np.abs(np.array(found) - np.e) / np.e
        axes.loglog(steps, np.maximum(error, 1e-13), color=colour, label=label)
    axes.axvline(1e-5, color=GREY, linestyle=":")
    axes.annotate("eps = 1e-5", (1.3e-5, 1e-2), color=GREY)
    axes.annotate("rounding", (3e-11, 1e-4), color=GREY)
    axes.annotate("curvature", (1e-2, 3e-9), color=GREY)
    axes.set(xlabel="step", ylabel="relative error", title="the slope of exp at 1")
    axes.legend(frameon=False)
    return figure


@picture("One neuron as a graph of computation")
def neuron():
    kata = reference("neuron")
    x, w, b, y = np.array([2, 1]), np.array([3, -4]), 1, 1
    (z, a), (dw, dz) = kata.forward(x, w, b), kata.backward(x, w, b, y)
    figure, axes = canvas(270)
    products, plus = ((125, 45), (125, 140)), (195, 118)
    relu, cost = (262, 118), (335, 118)
    for i, product in enumerate(products):
        above, below = np.add(product, (-75, -22)), np.add(product, (-75, 28))
        leaf(axes, above, f"w{'₁₂'[i]}", w[i], dw[i])
        leaf(axes, below, f"x{'₁₂'[i]}", x[i])
        edge(axes, above, product, gap=25)
        edge(axes, below, product, gap=25)
        edge(axes, product, plus, x[i] * w[i], dz)
        node(axes, product, "×")
    leaf(axes, (125, 205), "b", b, dz)
    edge(axes, (125, 205), plus, gap=22)
    edge(axes, plus, relu, z, dz)
    edge(axes, relu, cost, a, 2 * (a - y))
    for at, text in ((plus, "+"), (relu, "max"), (cost, "cost")):
        node(axes, at, text)
    write(axes, (335, 86), number((a - y) ** 2), BLUE)
    write(axes, (335, 150), f"y = {y}")
    legend(axes, 255, ("forward: value", BLUE), ("backward: gradient", ORANGE))
    return figure
