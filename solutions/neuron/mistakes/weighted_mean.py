"""You averaged the products of inputs and weights. A neuron adds them up, however many
there are."""


def forward(x, w, b):
    z = np.mean(np.multiply(x, w)) + b
    return z, np.maximum(0, z)
