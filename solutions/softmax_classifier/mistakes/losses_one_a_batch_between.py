"""You appended a loss for every batch, and one for the epoch. There is one an
epoch."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            p = forward(X[batch], P)
            losses.append(cross_entropy(p, Y[batch]))
            cost += cross_entropy(p, Y[batch]) * len(batch) / m
            for name, slope in _slopes(X[batch], dlogits(p, Y[batch])).items():
                P[name] = P[name] - lr * slope
        losses.append(cost)
    return P, losses
