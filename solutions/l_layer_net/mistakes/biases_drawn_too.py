"""You drew the biases as well. Only the weights need chance; biases begin at 0."""


def init(dims, rng):
    return [
        {
            "W": rng.normal(size=(dims[i], dims[i + 1])) * np.sqrt(2 / dims[i]),
            "b": rng.normal(size=dims[i + 1]) * np.sqrt(2 / dims[i]),
        }
        for i in range(len(dims) - 1)
    ]
