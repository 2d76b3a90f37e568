"""You recorded the cost of all examples at the end of an epoch. Both forms exist; this
kata takes each example's cost just before the step of its batch."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cross_entropy(forward(X, P), Y))
    return P, losses
