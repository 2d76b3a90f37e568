"""You turned negative z into positive output. Where z is negative this neuron is
silent: a is 0."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, np.abs(z)
