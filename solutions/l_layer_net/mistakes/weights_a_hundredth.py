"""You scaled all weights by 0.01. In two layers that works; in many, the signal
shrinks in each of them until nothing is left to learn from. Scale by what the layer's
inputs ask for."""


def init(dims, rng):
    return [
        {
            "W": 0.01 * rng.standard_normal((dims[i], dims[i + 1])),
            "b": np.zeros(dims[i + 1]),
        }
        for i in range(len(dims) - 1)
    ]
