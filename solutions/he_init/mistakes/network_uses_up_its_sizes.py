"""You took the sizes out of the caller's list. Read them by index, and leave the list
as it was."""


def init_network(dims, rng):
    layers = []
    while len(dims) > 1:
        n_in = dims.pop(0)
        layers.append({"W": he_normal(n_in, dims[0], rng), "b": np.zeros(dims[0])})
    return layers
