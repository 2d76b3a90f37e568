"""Pictures of the katas on training."""

import matplotlib.pyplot as plt
import numpy as np

from .toolkit import BLUE, GREEN, ORANGE, picture, reference


@picture("Three ways down a narrow valley", size=9)
def optimizers():
    kata = reference("optimizers")
    steep = np.array([1.0, 30.0])
    figure, axes = plt.subplots(figsize=(6.5, 2.5))
    x, y = np.meshgrid(np.linspace(-4.4, 1.4, 120), np.linspace(-1.1, 1.1, 80))
    bowl = (steep[0] * x**2 + steep[1] * y**2) / 2
    axes.contour(
        x, y, bowl, levels=np.geomspace(0.05, 25, 12), colors="#d0d0d0", linewidths=0.8
    )
    for path, colour, label in (
        (_plain(steep), ORANGE, "plain: from wall to wall"),
        (_momentum(kata, steep), BLUE, "momentum"),
        (_adam(kata, steep), GREEN, "Adam"),
    ):
        axes.plot(
            *np.array(path).T,
            ".-",
            color=colour,
            label=label,
            markersize=4,
            linewidth=1,
        )
    axes.set(
        title="30 steps along a narrow valley", xlabel="flat direction", ylabel="steep"
    )
    axes.legend(frameon=False, fontsize=8, loc="upper right")
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
