"""You divided the step by the size of the batch. The gradient carries the 1/m of its
batch already."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] = P[name] - lr / size * slope
        losses.append(cost)
    return P, losses
