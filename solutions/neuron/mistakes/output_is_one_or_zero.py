"""Your neuron says only 1 or 0, like a switch. Where z is positive, this kata's neuron
says z itself."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, 1.0 * (z > 0)
