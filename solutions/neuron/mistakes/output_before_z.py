"""Your two values are in the other order: z comes first, then a."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return np.maximum(0, z), z
