"""You looked for a size after the last one. There is one layer fewer than there are
sizes."""


def init_network(dims, rng):
    return [
        {"W": he_normal(dims[i], dims[i + 1], rng), "b": np.zeros(dims[i + 1])}
        for i in range(len(dims))
    ]
