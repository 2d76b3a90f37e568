"""You returned the output alone. Return two values: z, then a."""


def forward(x, w, b):
    return np.maximum(0, np.dot(x, w) + b)
