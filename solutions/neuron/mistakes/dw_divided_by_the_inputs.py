"""You divided dw by the number of inputs. Nothing is averaged over the inputs: each
weight has a slope of its own."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x / np.size(x), dz
