"""One example at a time, with a plain cache and lists; decisions as booleans."""

import math


def init(n_in, n_hidden, rng):
    W1, W2 = np.zeros((n_in, n_hidden)), np.zeros((n_hidden, 1))
    for W in (W2, W1):
        for index in np.ndindex(W.shape):
            W[index] = rng.normal(scale=0.01)
    return {"b2": np.zeros(1), "W2": W2, "b1": np.zeros(n_hidden), "W1": W1}


def forward(X, P):
    sums, answers = [], []
    for x in X:
        z = np.array([x @ w for w in P["W1"].T]) + P["b1"]
        s = float(z[z > 0] @ P["W2"][z > 0, 0] + P["b2"][0])
        sums.append(z)
        answers.append([math.exp(min(s, 0)) / (1 + math.exp(-abs(s)))])
    return [np.array(answers), {"examples": X, "sums": sums}]


def backward(A2, y, P, cache):
    G = {name: np.zeros(P[name].shape) for name in P}
    for x, z, p, label in zip(cache["examples"], cache["sums"], A2, y):
        error = (p - label) / len(y)
        hidden = np.where(z > 0, P["W2"][:, 0] * error, 0)
        G["W2"] += np.outer(np.where(z > 0, z, 0), error)
        G["b2"] += error
        G["W1"] += np.outer(x, hidden)
        G["b1"] += hidden
    return G


def update(P, G, lr):
    after = {}
    for name, value in P.items():
        after[name] = np.empty(value.shape)
        for index in np.ndindex(value.shape):
            after[name][index] = value[index] - lr * G[name][index]
    return after


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        total = 0.0
        for p, label in zip(A2[:, 0], y[:, 0]):
            p = min(max(float(p), 1e-7), 1 - 1e-7)
            total -= math.log(p) if label == 1 else math.log(1 - p)
        losses.append(total / len(X))
        P = update(P, backward(A2, y, P, cache), lr)
    return [P, losses]


def predict(X, P):
    return [bool(answer[0] >= 0.5) for answer in forward(X, P)[0]]
