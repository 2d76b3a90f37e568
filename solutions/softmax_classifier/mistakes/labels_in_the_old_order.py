"""You shuffled the inputs and left the labels in the old order: they no longer belong
together. Index both with the same order."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            x, y = X[order[start : start + size]], Y[start : start + size]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(x) / m
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cost)
    return P, losses
