"""The same examples are together in every epoch: you drew the order of the batches. Draw
the order of the examples, and then cut it into batches."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        cost = 0.0
        for start in rng.permutation(np.arange(0, m, size)):
            batch = np.arange(m)[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cost)
    return P, losses
