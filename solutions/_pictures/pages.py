"""Pictures of the pages beside the katas."""

from itertools import pairwise

import numpy as np

from .toolkit import (
    BLUE,
    GREY,
    ORANGE,
    canvas,
    edge,
    legend,
    node,
    picture,
    plot,
    write,
)


@picture("A slope by two small steps")
def calculus_slope():
    w = np.linspace(0, 5, 101)
    figure, axes = plot(250)
    axes.plot(w, w**2, color=BLUE, label="f(w) = w²")
    axes.plot(w, 9 + 6 * (w - 3), "--", color=ORANGE, label="slope 6 at w = 3")
    axes.plot([2, 4, 4], [4, 4, 16], color=GREY, linewidth=1)
    axes.plot([2, 3, 4], [4, 9, 16], "o", color=BLUE, markersize=6)
    axes.text(3, 1.2, "run 2", ha="center", color=GREY)
    axes.text(4.1, 9, "rise 12", va="center", color=GREY)
    axes.set(xlabel="w", ylim=(-2, 26))
    axes.legend(frameon=False)
    return figure


@picture("The chain rule in numbers")
def calculus_chain():
    figure, axes = canvas(140)
    places = [(25, 50), (125, 50), (220, 50), (315, 50)]
    for (start, end), value, slope in zip(
        pairwise(places), (1, 3, -3), (-18, -6, -6), strict=True
    ):
        edge(axes, start, end, value, slope)
    for at, text in zip(places, ("w", "× 3", "− 6", "( )²"), strict=True):
        node(axes, at, text)
    write(axes, (315, 18), "9", BLUE)
    for at, slope in zip(places[1:], ("slope 3", "slope 1", "slope −6"), strict=True):
        write(axes, np.add(at, (0, 36)), slope, GREY)
    legend(axes, 122, ("forward: value", BLUE), ("backward: product", ORANGE))
    return figure
