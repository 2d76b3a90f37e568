"""Pictures of the katas in Keras, drawn without it."""

from itertools import pairwise

import numpy as np

from .toolkit import (
    BLUE,
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
