"""You trained in float32, which keeps 7 digits. Leave X and P as they come."""


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: P[name].astype(np.float32) for name in P}
    X, Y, m, losses = X.astype(np.float32), Y.astype(np.float32), len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
