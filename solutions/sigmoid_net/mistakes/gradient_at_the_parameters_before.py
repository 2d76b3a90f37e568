"""You sent the error back through the parameters of the step before. Forward and
backward belong to the same ones."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    before = P
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, before, A1, A2)
            before = P
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
