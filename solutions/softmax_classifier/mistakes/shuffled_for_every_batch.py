"""You drew a new order for every batch, so that some examples come twice in an epoch
and others never. Draw one an epoch."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            x, y = (lambda at: (X[at], Y[at]))(
                (rng.permutation(m) if start else order)[start : start + size]
            )
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] = P[name] - lr * slope
        losses.append(cost)
    return P, losses
