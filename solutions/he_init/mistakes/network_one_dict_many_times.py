"""You put the same dict into the list again and again, and the last layer overwrote the
others. Make a new dict for every layer."""


def init_network(dims, rng):
    layers, layer = [], {}
    for i in range(1, len(dims)):
        layer["W"] = he_normal(dims[i - 1], dims[i], rng)
        layer["b"] = np.zeros(dims[i])
        layers.append(layer)
    return layers
