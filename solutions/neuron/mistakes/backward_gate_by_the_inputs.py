"""You let a weight's gradient through where its input is positive. The gate is the
ReLU's: it asks whether z is positive, once for the whole neuron."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = 2 * (a - y) * (z > 0)
    return dz * x * (np.asarray(x) > 0), dz
