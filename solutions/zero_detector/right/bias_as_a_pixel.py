"""The bias as the weight of one more pixel, always 1; einsum; a row of losses."""


def _with_ones(X):
    return np.hstack([X, np.ones((len(X), 1), dtype=np.result_type(X, np.float32))])


def make_labels(digits):
    return np.where(np.asarray(digits) > 0, 0.0, 1.0)


def predict(X, w, b):
    z = np.einsum("mn,n->m", _with_ones(X), np.append(w, b))
    return np.where(z < 0, 0, 1)


def grads(X, y, w, b):
    X = _with_ones(X)
    p = 0.5 + 0.5 * np.tanh(np.einsum("mn,n->m", X, np.append(w, b)) / 2)
    both = np.einsum("mn,m->n", X, p) / len(X) - np.einsum("mn,m->n", X, y) / len(X)
    return both[:-1], both[-1]


def train(X, y, w, b, lr, epochs):
    X = _with_ones(X)
    y = np.asarray(y, dtype=X.dtype)
    both = np.append(w, b).astype(X.dtype)
    losses = np.empty(epochs)
    for epoch in range(epochs):
        p = sigmoid(X.dot(both))
        losses[epoch] = binary_cross_entropy(p, y)
        both = both - lr * X.T.dot(p - y) / len(y)
    return both[:-1], both[-1], losses
