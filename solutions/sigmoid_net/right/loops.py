"""One example and one neuron at a time; orders by random keys."""

import math


def _neuron(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def _layer(row, W, b):
    return [_neuron(float(np.dot(row, W[:, j])) + b[j]) for j in range(len(b))]


def forward(X, P):
    hidden = [_layer(row, P["W1"], P["b1"]) for row in X]
    outputs = [_layer(row, P["W2"], P["b2"]) for row in hidden]
    return [np.array(hidden), np.array(outputs)]


def backward(X, Y, P):
    G = {name: np.zeros(np.shape(value)) for name, value in P.items()}
    for x, y, a1, a2 in zip(X, Y, *forward(X, P)):
        d2 = [(a2[k] - y[k]) * a2[k] * (1 - a2[k]) / len(X) for k in range(len(a2))]
        for j in range(len(a1)):
            back = sum(d2[k] * P["W2"][j, k] for k in range(len(a2)))
            d1 = back * a1[j] * (1 - a1[j])
            G["b1"][j] += d1
            G["W1"][:, j] += d1 * x
            for k in range(len(a2)):
                G["W2"][j, k] += d2[k] * a1[j]
        G["b2"] += d2
    return G


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: np.array(value, dtype=float) for name, value in P.items()}
    losses = []
    for _ in range(epochs):
        left, costs = list(np.argsort(rng.random(len(X)))), []
        while left:
            batch, left = left[:size], left[size:]
            sums = {name: np.zeros(value.shape) for name, value in P.items()}
            for x, y in zip(X[batch], Y[batch]):
                a1 = sigmoid(x @ P["W1"] + P["b1"])
                a2 = sigmoid(a1 @ P["W2"] + P["b2"])
                costs.append(sum((a2 - y) ** 2) / 2)
                d2 = (a2 - y) * a2 * (1 - a2)
                d1 = (P["W2"] @ d2) * a1 * (1 - a1)
                sums["W1"] += np.outer(x, d1)
                sums["b1"] += d1
                sums["W2"] += np.outer(a1, d2)
                sums["b2"] += d2
            for name, total in sums.items():
                P[name] -= lr * total / len(batch)
        losses.append(sum(costs) / len(costs))
    return P, losses


def predict(X, P):
    answers = []
    for a in forward(X, P)[1]:
        best = 0
        for k in range(1, len(a)):
            if a[k] > a[best]:
                best = k
        answers.append(best)
    return answers
