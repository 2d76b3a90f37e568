"""You returned one dict with numbered keys. Both forms exist, and other katas use that
one; here it is a list with one {"W", "b"} a layer."""


def init_network(dims, rng):
    P = {}
    for i in range(1, len(dims)):
        P[f"W{i}"] = he_normal(dims[i - 1], dims[i], rng)
        P[f"b{i}"] = np.zeros(dims[i])
    return P
