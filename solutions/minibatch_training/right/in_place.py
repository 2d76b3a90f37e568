"""In place on own copies; shuffled copies cut by slices, a forward pass done again."""


def batches(X, Y, size, rng):
    numbers = np.arange(len(X))
    rng.shuffle(numbers)
    X, Y = X[numbers], Y[numbers]
    return tuple((X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size))


def init(n_in, n_hidden, n_out, rng):
    P = {}
    for layer, (a, b) in enumerate([(n_in, n_hidden), (n_hidden, n_out)], start=1):
        P[f"W{layer}"] = rng.normal(scale=np.sqrt(2 / a), size=(a, b)).astype(
            np.float32
        )
        P[f"b{layer}"] = np.zeros(b, dtype=np.float32)
    return P


def _hidden(X, P):
    A1 = X @ P["W1"]
    A1 += P["b1"]
    A1[A1 < 0] = 0
    return A1


def forward(X, P):
    S = _hidden(X, P) @ P["W2"]
    S += P["b2"]
    S -= S.max(axis=1, keepdims=True)
    np.exp(S, out=S)
    S /= S.sum(axis=1, keepdims=True)
    return S, X


def backward(P2, Y, P, cache):
    A1, dZ2 = _hidden(cache, P), P2.copy()
    dZ2 -= Y
    dZ2 /= len(Y)
    dZ1 = dZ2 @ P["W2"].T
    dZ1[A1 <= 0] = 0
    W1, W2 = cache.T @ dZ1, A1.T @ dZ2
    return {"W1": W1, "b1": dZ1.sum(0), "W2": W2, "b2": dZ2.sum(0)}


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: np.array(value) for name, value in P.items()}
    losses = []
    for _ in range(epochs):
        costs = []
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            rows, columns = np.nonzero(Yb)
            costs.extend(-np.log(np.maximum(P2[rows, columns], 1e-12)))
            for name, slope in backward(P2, Yb, P, cache).items():
                P[name] -= lr * slope
        losses.append(float(np.mean(costs)))
    return P, losses


def predict(X, P):
    return np.argmax(forward(X, P)[0], axis=-1).astype(np.uint8)
