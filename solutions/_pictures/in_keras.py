"""Pictures of the katas in Keras, drawn without it."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import (
    BLUE,
    GREY,
    ORANGE,
    canvas,
    edge,
    number,
    picture,
    reference,
    table,
    write,
)

SIZES = (784, 64, 10)


@picture("The network in blocks, and one softmax or two")
def keras_ann():
    softmax, (figure, axes) = reference("softmax_nll").softmax, canvas(285)
    places = [(44, 30), (180, 30), (316, 30)]
    texts = ["784 inputs", "Dense 64, ReLU", "Dense 10"]
    for place, text in zip(places, texts, strict=True):
        write(axes, place, text)
    for i, (n_in, n_out) in enumerate(pairwise(SIZES)):
        learned = f"{n_in * n_out + n_out:,}"
        write(axes, np.add(places[i + 1], (0, 24)), learned, BLUE)
    edge(axes, (84, 30), (146, 30), gap=0)
    edge(axes, (232, 30), (300, 30), gap=0)
    write(axes, (180, 78), "weights and biases to learn", BLUE)
    once = softmax(np.log([8.0, 1.0, 1.0]))
    twice = softmax(once)
    tables = (np.log([8.0, 1.0, 1.0]), once, twice)
    titles = ("scores", "softmax", "twice")
    for x, values, title in zip((24, 148, 272), tables, titles, strict=True):
        column = np.array([[float(f"{value:.3g}")] for value in values])
        table(axes, (x, 140), column, title, [((0, 0), BLUE)], size=40)
        if title != "scores":
            loss = -np.log(values[0])
            write(axes, (x + 20, 274), f"loss {number(float(f'{loss:.3g}'))}", ORANGE)
    return figure


@picture("A photo's way through the network")
def keras_cnn():
    layers = [
        ("conv", 3, 32, 0, 1),
        ("pool", 2, 2),
        ("conv", 1, 64, 0, 1),
        ("pool", 2, 2),
    ]
    layers += [("conv", 3, 128, 0, 1), ("pool", 2, 2), ("flatten",), ("dense", 64)]
    cnn = reference("cnn")
    shapes = [(256, 256, 3), *cnn.shapes(256, 256, 3, [*layers, ("dense", 1)])]
    learned = _learned(cnn, [*layers, ("dense", 1)])
    figure, axes = canvas(345)
    names = ["photo", "32 of 3x3", "pool", "64 of 1x1", "pool", "128 of 3x3", "pool"]
    names += ["flatten", "dense 64", "dense 1"]
    for x, title in ((50, "layer"), (180, "shape after it"), (308, "weights")):
        write(axes, (x, 14), title, GREY)
    largest = max(learned)
    for row, (name, shape, count) in enumerate(
        zip(names, shapes, [0, *learned], strict=True)
    ):
        y = 46 + 31 * row
        write(axes, (50, y), name)
        write(axes, (180, y), " x ".join(f"{n:,}" for n in shape))
        if count:
            color = ORANGE if count == largest else BLUE
            bar = plt.Rectangle((252, y - 11), 106 * count / largest, 22, color=color)
            axes.add_patch(bar)
            bar.set_alpha(0.22)
            write(axes, (308, y), f"{count:,}", color)
    return figure


def _learned(cnn, layers):
    """Return how many weights and biases each layer of the network for photos has."""
    sums = [cnn.n_params(256, 256, 3, layers[: i + 1]) for i in range(len(layers))]
    return [sums[0], *(after - before for before, after in pairwise(sums))]
