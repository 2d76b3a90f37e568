"""You trained in float32, which keeps 7 digits. Leave X and P as they come."""


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: P[name].astype(np.float32) for name in P}
    X, Y, m, losses = X.astype(np.float32), Y.astype(np.float32), len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] -= lr * slope
        losses.append(cost)
    return P, losses
