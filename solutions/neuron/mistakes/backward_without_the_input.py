"""Every component of your dw equals db. The last link of the chain is missing: how fast
z grows with a weight depends on that weight's input."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * np.ones(np.shape(x)), dz
