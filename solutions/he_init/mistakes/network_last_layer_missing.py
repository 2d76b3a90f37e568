"""Your network has a layer too few. Between L + 1 sizes lie L layers, also one that
leads to the output."""


def init_network(dims, rng):
    return [
        {"W": he_normal(dims[i], dims[i + 1], rng), "b": np.zeros(dims[i + 1])}
        for i in range(len(dims) - 2)
    ]
