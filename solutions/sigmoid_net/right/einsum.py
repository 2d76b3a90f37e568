"""Slopes from the weighted sums, einsum, and the biases as weights of an input of ones."""


def _slope(z):
    small = np.exp(-np.abs(z))
    return small / (1 + small) ** 2


def _with_ones(X):
    return np.hstack([X, np.ones((len(X), 1), dtype=np.result_type(X, np.float32))])


def _stacked(P, i):
    return np.vstack([P[f"W{i}"], P[f"b{i}"]])


def _sums(X, P):
    Z1 = np.einsum("mi,ij->mj", _with_ones(X), _stacked(P, 1))
    return Z1, np.einsum("mj,jk->mk", _with_ones(sigmoid(Z1)), _stacked(P, 2))


def forward(X, P):
    return tuple(sigmoid(Z) for Z in _sums(X, P))


def backward(X, Y, P):
    Z1, Z2 = _sums(X, P)
    D2 = (sigmoid(Z2) - Y) * _slope(Z2)
    D1 = np.einsum("mk,jk->mj", D2, P["W2"]) * _slope(Z1)
    V1 = np.einsum("mi,mj->ij", _with_ones(X), D1) / X.shape[0]
    V2 = np.einsum("mj,mk->jk", _with_ones(sigmoid(Z1)), D2) / X.shape[0]
    return {"W2": V2[:-1], "b2": V2[-1], "W1": V1[:-1], "b1": V1[-1]}


def train(X, Y, P, lr, epochs, size, rng):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        numbers = list(range(len(X)))
        rng.shuffle(numbers)
        for batch in np.split(np.array(numbers), range(size, len(X), size)):
            x, y = X[batch], Y[batch]
            losses[epoch] += 0.5 * np.linalg.norm(forward(x, P)[1] - y) ** 2
            slopes = backward(x, y, P)
            P = {name: P[name] - lr * slopes[name] for name in P}
    return P, losses / len(X)


def predict(X, P):
    # The sigmoid rises everywhere, so that the largest sum gives the strongest output.
    return np.argmax(_sums(X, P)[1], axis=1)
