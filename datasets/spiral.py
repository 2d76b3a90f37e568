"""Spirals: arms that no straight line parts; made, not downloaded.

Two public formulas differ in how far the arms turn. For arm j of K and N points:
r = 0 ... 1 and t = 4j ... 4(j + 1), with noise of 0.2 on t; the easy spiral stands at
(r sin t, r cos t), the hard one at (r sin 2.5t, r cos 2.5t). Sources: the notes of
Stanford's CS231n, and the package nnfs.
"""

from nnkata import Dataset, Split, hookimpl

ARMS, POINTS, NOISE = 3, 100, 0.2
SOURCE = "made by datasets/spiral.py; formula of the CS231n notes"
HARD_SOURCE = "made by datasets/spiral.py; formula of the nnfs package"


@hookimpl
def nnkata_datasets():
    return [
        _card("spiral", 1.0, "turning once", SOURCE),
        _card("spiral_hard", 2.5, "turning two and a half times as far", HARD_SOURCE),
    ]


def _card(name, turns, how, source):
    return Dataset(
        name=name,
        summary=f"three arms of 100 points in the plane, {how}; 300 fresh ones to test",
        load=lambda seed: load(seed, turns),
        kind="table",
        classes=("arm 0", "arm 1", "arm 2"),
        shape=(2,),
        licence="CC0-1.0",
        source=source,
        had="generated",
        base_rate=1 / ARMS,
        counts=(ARMS * POINTS, ARMS * POINTS),
    )


def load(seed, turns=1.0):
    import numpy as np

    rng = np.random.default_rng(seed)
    return Split(_arms(rng, turns), _arms(rng, turns))


def _arms(rng, turns):
    import numpy as np

    radius = np.tile(np.linspace(0, 1, POINTS), ARMS)
    angle = np.concatenate(
        [np.linspace(4 * j, 4 * (j + 1), POINTS) for j in range(ARMS)]
    )
    angle = turns * (angle + NOISE * rng.standard_normal(len(angle)))
    X = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    order = rng.permutation(len(X))
    return X[order], np.repeat(np.arange(ARMS), POINTS)[order]
