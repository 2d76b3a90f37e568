"""You trained in float32, which keeps 7 digits. Leave X and P as they come."""


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: P[name].astype(np.float32) for name in P}
    X, m, losses = X.astype(np.float32), len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            part = order[start : start + size]
            P2, cache = forward(X[part], P)
            loss += cross_entropy(P2, Y[part]) * len(part) / m
            G = backward(P2, Y[part], P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
