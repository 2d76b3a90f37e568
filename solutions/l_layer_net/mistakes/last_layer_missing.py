"""Your network ends one layer early: from n sizes come n - 1 layers, one between each
size and the next."""


def init(dims, rng):
    return init_network(dims[:-1], rng)
