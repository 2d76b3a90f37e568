"""Writes into copies of its own through masks; numbers come back as Python floats."""


def _floats(z):
    z = np.array(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def _bare(a):
    return a if a.ndim else float(a)


def sigmoid(z):
    z = _floats(z)
    right = z >= 0
    z[right] = 1 / (1 + np.exp(-z[right]))
    e = np.exp(z[~right])
    z[~right] = e / (1 + e)
    return _bare(z)


def tanh(z):
    z = _floats(z)
    np.tanh(z, out=z)
    return _bare(z)


def relu(z):
    z = _floats(z)
    z[z < 0] = 0
    return _bare(z)


def leaky_relu(z, alpha=0.01):
    z = _floats(z)
    z[z < 0] *= alpha
    return _bare(z)


def sigmoid_prime(z):
    s = np.array(sigmoid(z))
    s -= s * s
    return _bare(s)


def tanh_prime(z):
    t = np.array(tanh(z))
    t *= -t
    t += 1
    return _bare(t)


def relu_prime(z):
    slopes = np.zeros_like(_floats(z))
    slopes[np.asarray(z) > 0] = 1
    return _bare(slopes)


def leaky_relu_prime(z, alpha=0.01):
    slopes = np.full_like(_floats(z), alpha)
    slopes[np.asarray(z) > 0] = 1
    return _bare(slopes)
