"""Your keys carry the layer's number. In a list the place says it already: the keys are
"W" and "b" in every layer."""


def init_network(dims, rng):
    return [
        {f"W{i}": he_normal(dims[i - 1], dims[i], rng), f"b{i}": np.zeros(dims[i])}
        for i in range(1, len(dims))
    ]
