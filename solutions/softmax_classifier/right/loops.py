"""One example and one class at a time; training in single rows, orders by random keys."""

import math


def _row_forward(row, P):
    scores = [
        float(np.dot(row, column)) + bias for column, bias in zip(P["W"].T, P["b"])
    ]
    powers = [math.exp(z - max(scores)) for z in scores]
    return [power / sum(powers) for power in powers]


def forward(X, P):
    return np.array([_row_forward(row, P) for row in X])


def grads(X, Y, P):
    dW, db = np.zeros(P["W"].shape), np.zeros(P["b"].shape)
    for row, y in zip(X, Y):
        p = _row_forward(row, P)
        for k in range(len(p)):
            db[k] += p[k] - y[k]
            for j in range(len(row)):
                dW[j, k] += (p[k] - y[k]) * row[j]
    return {"b": db / len(X), "W": dW / len(X)}


def train(X, Y, P, lr, epochs, size, rng):
    W, b = P["W"].astype(float), P["b"].astype(float)
    losses = []
    for _ in range(epochs):
        left = list(np.argsort(rng.random(len(X))))
        costs = []
        while left:
            batch, left = left[:size], left[size:]
            dW, db = np.zeros(W.shape), np.zeros(b.shape)
            for i in batch:
                scores = X[i] @ W + b
                powers = np.exp(scores - max(scores))
                p = powers / sum(powers)
                costs.append(-math.log(max(p[np.argmax(Y[i])], 1e-12)))
                dW += np.outer(X[i], p - Y[i])
                db += p - Y[i]
            W = W - lr / len(batch) * dW
            b = b - lr / len(batch) * db
        losses.append(sum(costs) / len(costs))
    return {"W": W, "b": b}, losses


def predict(X, P):
    answers = []
    for p in forward(X, P):
        best = 0
        for k in range(1, len(p)):
            if p[k] > p[best]:
                best = k
        answers.append(best)
    return np.array(answers)
