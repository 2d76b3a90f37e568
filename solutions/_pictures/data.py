"""Pictures of the katas on data and on judging predictions."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    canvas,
    legend,
    picture,
    reference,
    table,
    write,
)


@picture("A picture becomes a row; a table loses its units")
def prepare_data():
    kata = reference("prepare_data")
    pixels = np.array([[0, 51, 255, 204], [102, 153, 255, 51]], np.uint8)
    flat = kata.flatten(pixels[None])
    figure, axes = canvas(480)
    upper = [((0, column), BLUE) for column in range(4)]
    lower = [((1, column), ORANGE) for column in range(4)]
    table(axes, (108, 28), pixels, "a picture, uint8", upper + lower, size=36)
    row = upper + [((0, column + 4), ORANGE) for column in range(4)]
    table(axes, (36, 132), flat, "flatten: one row", row, size=36)
    table(axes, (36, 200), kata.scale(flat), "scale: divided by 255", row, size=36)
    people = np.array([[23.0, 3700], [29, 2300], [31, 3100], [37, 2900]])
    fifth = np.array([[45.0, 3500]])
    both = kata.standardise(people, fifth)
    limits = ((-2100, 2100), (1900, 4100)), ((-2.2, 3.6), (-2.2, 3.6))
    for place, (tables, (x, y)) in enumerate(
        zip(((people, fifth), both), limits, strict=True)
    ):
        left = figure.add_axes((0.16 + 0.49 * place, 0.1, 0.33, 0.3))
        for group, colour in zip(tables, (BLUE, ORANGE), strict=True):
            left.plot(*group.T, "o", color=colour)
        left.set(xlim=x, ylim=y, xlabel="age", title=("raw", "standardised")[place])
        left.axhline(0, color=GREY, linewidth=0.6)
        left.axvline(0, color=GREY, linewidth=0.6)
        if place == 0:
            left.set(ylabel="income")
    return figure


TRUTH = np.array([0] * 15 + [1] * 5)
GUESS = np.array([0] * 14 + [1] * 4 + [0] * 2)


@picture("Twenty mushrooms, and how they were called")
def evaluation():
    counts = reference("evaluation").confusion(TRUTH, GUESS, 2)
    figure, axes = canvas(385)
    for i, (truth, guess) in enumerate(zip(TRUTH, GUESS, strict=True)):
        at = (45 + 30 * (i % 10), 28 + 38 * (i // 10))
        axes.add_patch(plt.Circle(at, 9, facecolor=(GREEN, ORANGE)[truth]))
        if guess:
            axes.add_patch(plt.Circle(at, 14, fill=False, edgecolor=INK, linewidth=1.6))
    legend(axes, 102, ("edible", GREEN), ("poisonous", ORANGE))
    write(axes, (180, 122), "ring: called poisonous by the network")
    diagonal = [((0, 0), GREEN), ((1, 1), ORANGE)]
    table(axes, (110, 195), counts, "", diagonal, size=66)
    for k, (name, colour) in enumerate((("edible", GREEN), ("poisonous", ORANGE))):
        write(axes, (143 + 66 * k, 180), name, colour)
        write(axes, (104, 228 + 66 * k), name, colour, ha="right")
        recall = f"recall\n{counts[k, k]} of {counts[k].sum()}"
        write(axes, (252, 228 + 66 * k), recall, ha="left")
    write(axes, (176, 156), "called")
    write(axes, (14, 261), "truth", rotation=90)
    write(axes, (209, 352), f"precision\n{counts[1, 1]} of {counts[:, 1].sum()}")
    return figure
