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
    plot,
    powers_of_ten,
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


@picture("Four activations and their slopes")
def activations():
    kata, z = reference("activations"), np.linspace(-4, 4, 401)
    figure, (values, slopes) = plot(430, rows=2)
    for name, color in zip(
        ("sigmoid", "tanh", "relu", "leaky_relu"),
        (BLUE, ORANGE, GREEN, GREY),
        strict=True,
    ):
        alpha = {"alpha": 0.1} if name == "leaky_relu" else {}
        style = {"color": color, "linestyle": "--" if alpha else "-"}
        label = name.replace("leaky_relu", "leaky ReLU").replace("relu", "ReLU")
        values.plot(z, getattr(kata, name)(z, **alpha), label=label, **style)
        slopes.plot(z, getattr(kata, f"{name}_prime")(z, **alpha), **style)
    values.set(title="value at z", ylim=(-1.2, 2.2), yticks=(-1, 0, 1, 2))
    slopes.set(title="slope at z", xlabel="z", yticks=(0, 0.25, 1))
    values.legend(frameon=False, loc="upper left")
    return figure


@picture("The error of a measured slope")
def gradient_check():
    kata, at = reference("gradient_check"), np.array([1.0])
    steps = 10.0 ** np.arange(-14, 0.1, 0.25)
    both = [kata.numerical_gradient(_exp, at, eps) for eps in steps]
    one = [(_exp(at + eps) - _exp(at)) / eps for eps in steps]
    figure, axes = plot(280)
    for measured, color, label in (
        (one, ORANGE, "one side"),
        (both, BLUE, "both sides"),
    ):
        errors = [abs(float(np.squeeze(slope)) - np.e) / np.e for slope in measured]
        axes.loglog(steps, np.maximum(errors, 1e-13), color=color, label=label)
    axes.axvline(1e-5, color=GREY, linestyle=":")
    for place, text in (((3e-13, 1e-7), "rounding"), ((1e-2, 1e-10), "curvature")):
        write(axes, place, text, GREY)
    powers_of_ten(axes.xaxis, -13, 1, 4)
    powers_of_ten(axes.yaxis, -12, 1, 3)
    axes.set(xlabel="step eps", title="relative error of the slope", ylim=(1e-13, 9))
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0.2, 1))
    return figure


def _exp(x):
    return np.exp(x).sum()


@picture("The cost of one answer")
def clipped_cost():
    cost = reference("clipped_cost").binary_cross_entropy
    figure, axes = plot(290)
    p = np.linspace(0, 1, 401)
    for label, color, name in ((1, BLUE, "spam, y = 1"), (0, ORANGE, "no spam, y = 0")):
        labels = np.array([label])
        costs = [cost(np.array([each]), labels, eps=0.05) for each in p]
        axes.plot(p, costs, color=color, label=name)
    for mail, (p, label) in enumerate(
        ((0.5, 1), (0.2, 0), (0.1, 1), (0.75, 0)), start=1
    ):
        at = (p, cost(np.array([p]), np.array([label])))
        axes.plot(*at, "o", color=BLUE if label else ORANGE)
        beside = (6, -14) if mail == 2 else (8, 4)
        axes.annotate(f"mail {mail}", at, beside, textcoords="offset points")
    axes.set(xlabel="p", title="cost in nats, clipped at 0.05")
    axes.legend(frameon=False, loc="upper center")
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
