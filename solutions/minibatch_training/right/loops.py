"""One example at a time, with a plain cache and lists; batches of lists."""

import math


def batches(X, Y, size, rng):
    order = list(range(len(X)))
    rng.shuffle(order)
    found = []
    while order:
        some, order = order[:size], order[size:]
        found.append([np.array([X[i] for i in some]), np.array([Y[i] for i in some])])
    return found


def init(n_in, n_hidden, n_out, rng):
    W1, W2 = np.zeros((n_in, n_hidden)), np.zeros((n_hidden, n_out))
    for W in (W2, W1):
        for index in np.ndindex(W.shape):
            W[index] = rng.standard_normal() * math.sqrt(2 / W.shape[0])
    return {"b1": np.zeros(n_hidden), "b2": np.zeros(n_out), "W1": W1, "W2": W2}


def forward(X, P):
    sums, rows = [], []
    for x in X:
        z = np.array([x @ w for w in P["W1"].T]) + P["b1"]
        scores = np.array([z[z > 0] @ w[z > 0] for w in P["W2"].T]) + P["b2"]
        powers = np.exp(scores - max(scores))
        sums.append(z)
        rows.append(powers / sum(powers))
    return np.array(rows), {"examples": X, "sums": sums}


def backward(P2, Y, P, cache):
    G = {name: np.zeros(P[name].shape) for name in P}
    for x, z, p, y in zip(cache["examples"], cache["sums"], P2, Y):
        error = (p - y) / len(Y)
        hidden = np.where(z > 0, P["W2"] @ error, 0)
        G["W2"] += np.outer(np.where(z > 0, z, 0), error)
        G["b2"] += error
        G["W1"] += np.outer(x, hidden)
        G["b1"] += hidden
    return G


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        total = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            for p, y in zip(P2, Yb):
                total -= math.log(max(p[y == 1][0], 1e-12))
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(total / len(X))
    return [P, losses]


def predict(X, P):
    return [max(range(len(row)), key=row.__getitem__) for row in forward(X, P)[0]]
