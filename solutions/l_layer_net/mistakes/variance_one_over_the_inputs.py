"""Your weights have the variance 1 / inputs. Both forms exist, and the published cat
experiment uses yours; this kata uses He's 2 / inputs, because ReLU lets only half of
a signal's mean square pass."""


def init(dims, rng):
    return [
        {
            "W": rng.normal(size=(dims[i], dims[i + 1])) / np.sqrt(dims[i]),
            "b": np.zeros(dims[i + 1]),
        }
        for i in range(len(dims) - 1)
    ]
