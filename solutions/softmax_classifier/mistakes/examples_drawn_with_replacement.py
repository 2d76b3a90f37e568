"""You drew each batch by itself, so that an epoch sees some examples twice and others
not at all. Draw one order of all examples, and cut it into batches."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        cost = 0.0
        for start in range(0, m, size):
            batch = rng.integers(m, size=min(size, m - start))
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cost)
    return P, losses
