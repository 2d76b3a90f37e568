"""You kept one loss for every batch. Keep one for every epoch: the mean over all its
examples."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            losses.append(cross_entropy(p, y))
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
    return P, losses
