"""Your weights have the shape (units, inputs), which is the habit where examples are
columns. Both forms exist; here an example is a row, and a layer's weights are
(inputs, units)."""


def init(dims, rng):
    return [
        {
            "W": rng.normal(size=(dims[i + 1], dims[i])) * np.sqrt(2 / dims[i]),
            "b": np.zeros(dims[i + 1]),
        }
        for i in range(len(dims) - 1)
    ]
