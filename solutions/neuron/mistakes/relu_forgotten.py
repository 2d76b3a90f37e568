"""Your output a equals z and goes below zero. This neuron never does: where z is
negative, a is 0."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, z
