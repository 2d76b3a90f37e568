"""You sent the error back through the parameters of the step before. Forward and
backward belong to the same ones."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    before = P
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            part = order[start : start + size]
            P2, cache = forward(X[part], P)
            loss += cross_entropy(P2, Y[part]) * len(part) / m
            G = backward(P2, Y[part], before, cache)
            before = P
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
