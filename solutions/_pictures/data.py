"""Pictures of the katas on data and on judging predictions."""

import numpy as np

from .toolkit import BLUE, GREY, ORANGE, canvas, picture, reference, table


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
