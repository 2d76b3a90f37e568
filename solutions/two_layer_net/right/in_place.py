"""In place on own copies; float32 to begin with; the forward pass done again."""


def init(n_in, n_hidden, rng):
    P = {}
    for layer, (a, b) in enumerate([(n_in, n_hidden), (n_hidden, 1)], start=1):
        P[f"W{layer}"] = rng.standard_normal((a, b), dtype=np.float32)
        P[f"W{layer}"] *= 0.01
        P[f"b{layer}"] = np.zeros(b, dtype=np.float32)
    return P


def _hidden(X, P):
    A1 = X @ P["W1"]
    A1 += P["b1"]
    A1[A1 < 0] = 0
    return A1


def forward(X, P):
    Z2 = _hidden(X, P) @ P["W2"]
    Z2 += P["b2"]
    return sigmoid(Z2), X


def backward(A2, y, P, cache):
    A1, dZ2 = _hidden(cache, P), A2.copy()
    dZ2 -= y
    dZ2 /= len(y)
    dZ1 = dZ2 @ P["W2"].T
    dZ1[A1 <= 0] = 0
    return {
        "W1": cache.T @ dZ1,
        "b1": dZ1.sum(0),
        "W2": A1.T @ dZ2,
        "b2": np.array([dZ2.sum()]),
    }


def update(P, G, lr):
    P = {name: value.copy() for name, value in P.items()}
    for name in P:
        P[name] -= lr * G[name]
    return P


def train(X, y, P, lr, epochs):
    P, losses = {name: np.array(value) for name, value in P.items()}, []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(float(binary_cross_entropy(A2, y)))
        for name, slope in backward(A2, y, P, cache).items():
            P[name] -= lr * slope
    return P, tuple(losses)


def predict(X, P):
    Z2 = _hidden(X, P) @ P["W2"] + P["b2"]
    return (Z2 >= 0).ravel()
