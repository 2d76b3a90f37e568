"""You added the slopes of all weights up. dw has the shape of w: one slope for each
weight."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return np.sum(dz * x), dz
