"""Your network begins at the second size. The first layer leads from the inputs,
dims[0], to dims[1]."""


def init_network(dims, rng):
    return [
        {"W": he_normal(dims[i - 1], dims[i], rng), "b": np.zeros(dims[i])}
        for i in range(2, len(dims))
    ]
