"""b1 and b2 stay as they were. The step belongs to all four parameters."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            part = order[start : start + size]
            P2, cache = forward(X[part], P)
            loss += cross_entropy(P2, Y[part]) * len(part) / m
            G = backward(P2, Y[part], P, cache) | {"b1": 0, "b2": 0}
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
