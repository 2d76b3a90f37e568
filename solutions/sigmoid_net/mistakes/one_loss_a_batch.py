"""You kept one loss for every batch. Keep one for every epoch: the mean over all its
examples."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            losses.append(((A2 - y) ** 2).sum() / (2 * len(batch)))
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in G}
    return P, losses
