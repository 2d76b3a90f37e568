"""The bias as one more weight, squares by a product, and einsum; results in lists."""


def _joined(w, b):
    return np.append(w, b)


def forward(x, w, b):
    z = np.einsum("i,i->", np.append(x, 1.0), _joined(w, b))
    return [z, (z + np.abs(z)) / 2]


def mse(a, y):
    error = np.subtract(a, y, dtype=float)
    return error @ error / error.size


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    g = -2 * (y - a) * np.append(x, 1.0) * np.heaviside(z, 0.0)
    return [g[:-1].reshape(np.shape(w)), g[-1]]


def grads(X, y, w, b):
    ones = np.ones((X.shape[0], 1))
    X = np.concatenate([X, ones], axis=1)
    z = np.einsum("mi,i->m", X, _joined(w, b))
    g = np.einsum("mi,m->i", X, np.where(z > 0, z - y, 0.0)) * (2 / X.shape[0])
    return [g[:-1], g[-1]]


def step(w, b, dw, db, lr):
    new = _joined(w, b) - lr * _joined(dw, db)
    return [new[:-1].reshape(np.shape(w)), new[-1]]
