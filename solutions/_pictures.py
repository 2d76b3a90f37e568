"""Draws the pictures of the lessons, from the references. `python solutions/_pictures.py`

Each function draws one picture, `katas/<its name>/picture.svg`. The files are the same
after every run, so that only a change of a reference changes them.
"""

import gzip
import importlib.util
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
BLUE, ORANGE, GREEN, GREY = "#1f5f99", "#c2570c", "#2e7d32", "#8a8a8a"
STYLE = {
    "svg.fonttype": "none",  # text stays text: smaller, and a search finds it
    "svg.hashsalt": "nnkata",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",  # readable on a dark page, too
    "lines.linewidth": 1.8,
}


def reference(slug):
    file = ROOT / "solutions" / slug / f"{slug}.py"
    spec = importlib.util.spec_from_file_location(f"_reference_{slug}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hello():
    predict, x = reference("hello").predict, np.linspace(0, 6, 61)
    figure, axes = plt.subplots(figsize=(4.5, 2.6))
    axes.plot(x, predict(x, 2.5, 3.0), color=BLUE)
    axes.plot([0, 4], predict(np.array([0, 4]), 2.5, 3.0), "o", color=ORANGE)
    axes.annotate("bias: 3", (0, 3), (0.3, 2.2), va="top")
    axes.annotate("2.5 · 4 + 3 = 13", (4, 13), (3.8, 13.3), ha="right", va="bottom")
    axes.set(xlabel="kilometres, x", ylabel="fare, y", xlim=(-0.1, 6), ylim=(0, 18.5))
    return figure


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


def softmax_nll():
    p = np.linspace(0.004, 1, 300)
    figure, axes = plt.subplots(figsize=(5, 2.3))
    axes.plot(p, -np.log(p), color=BLUE)
    for chosen in (0.1, 0.5, 1.0):
        axes.plot(chosen, -np.log(chosen), "o", color=ORANGE, markersize=5)
        told = f"{abs(-np.log(chosen)):.2f}"
        axes.annotate(
            told, (chosen, -np.log(chosen)), (4, 5), textcoords="offset points"
        )
    axes.set(xlabel="probability given to the right class", ylabel="surprise, in nats")
    return figure


def he_init():
    rng, layers = np.random.default_rng(3), 30
    figure, axes = plt.subplots(figsize=(6, 2.4))
    for spread, colour, label in (
        (np.sqrt(1 / 256), ORANGE, "variance 1/n: too small for ReLU"),
        (np.sqrt(2 / 256), BLUE, "variance 2/n: He"),
        (np.sqrt(3 / 256), GREEN, "variance 3/n: too large"),
    ):
        a = rng.standard_normal((200, 256))
        sizes = [1.0]
        for _ in range(layers):
            a = np.maximum(a @ (spread * rng.standard_normal((256, 256))), 0)
            sizes.append(np.mean(a**2))
        axes.semilogy(sizes, color=colour, label=label)
    axes.set(xlabel="layer", ylabel="mean square of the signal")
    axes.legend(frameon=False, fontsize=8, loc="lower left")
    return figure


def digit(label):
    """The first bundled picture of a digit."""
    with np.load(ROOT / "datasets" / "data" / "mnist_5k.npz") as data:
        return data["X"][np.argmax(data["y"] == label)]


def convolution():
    kata, picture = reference("convolution"), digit(7) / 255
    kernels = {
        "bright above": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
        "bright at the left": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    }
    figure, axes = plt.subplots(1, 5, figsize=(7.5, 1.9), width_ratios=(3, 1, 3, 1, 3))
    _show(axes[0], picture, "picture, 28 x 28", "gray")
    for place, (title, kernel) in zip((1, 3), kernels.items(), strict=True):
        W = np.array(kernel, float)[:, :, None, None]
        Z = kata.conv_forward(picture[None, :, :, None], W, np.zeros(1), 0, 1)
        _show(axes[place], W[:, :, 0, 0], "kernel", "RdBu_r", 1)
        _show(axes[place + 1], Z[0, :, :, 0], f"{title}, 26 x 26", "RdBu_r", 3)
    return figure


def _show(axes, values, title, colours, limit=None):
    limits = {"vmin": -limit, "vmax": limit} if limit else {}
    axes.imshow(values, cmap=colours, **limits)
    axes.set_title(title, fontsize=8)
    axes.set_axis_off()


def pooling():
    kata = reference("pooling")
    X = np.array([[1, 3, 2, 0], [5, 4, 0, 2], [0, 1, 7, 7], [2, 0, 6, 1]], float)
    dY = np.array([[10.0, 20.0], [30.0, 40.0]])
    forward = kata.max_pool_forward(X[None, :, :, None], 2, 2)[0, :, :, 0]
    back = kata.max_pool_backward(dY[None, :, :, None], X[None, :, :, None], 2, 2)
    figure, axes = plt.subplots(1, 4, figsize=(7, 1.9), width_ratios=(2, 1, 1, 2))
    for place, values, title in (
        (0, X, "X, windows of 2 x 2"),
        (1, forward, "max"),
        (2, dY, "dY"),
        (3, back[0, :, :, 0], "dX: the first maximum gets it all"),
    ):
        _table(axes[place], values, title)
    return figure


def _table(axes, values, title):
    n = len(values)
    shade = (np.add.outer(np.arange(n), np.arange(n)) % 2) if n == 2 else None
    if shade is None:
        half = np.arange(n) // 2
        shade = np.add.outer(half, half) % 2
    axes.imshow(shade, cmap="Blues", vmin=-0.2, vmax=3)
    for (row, column), value in np.ndenumerate(values):
        axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=9)
    axes.set_title(title, fontsize=8)
    axes.set_axis_off()


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


def draw(function):
    target = ROOT / "katas" / function.__name__ / "picture.svg"
    with mpl.rc_context(STYLE):
        figure = function()
        figure.tight_layout()
        figure.savefig(target, metadata={"Date": None, "Creator": None})
        plt.close(figure)
    text = target.read_text(encoding="utf-8")
    target.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")
    packed = len(gzip.compress(text.encode()))
    print(
        f"{target.relative_to(ROOT)}: {len(text) // 1024} kB, {packed // 1024} packed"
    )


PICTURES = (
    hello,
    activations,
    gradient_check,
    softmax_nll,
    he_init,
    convolution,
    pooling,
    optimizers,
)

if __name__ == "__main__":
    mpl.use("Agg")
    chosen = sys.argv[1:]
    for picture in PICTURES:
        if not chosen or picture.__name__ in chosen:
            draw(picture)
