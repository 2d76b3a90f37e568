"""You divided the losses by m / size, which is not the number of batches where the
last one is smaller. Weigh each batch by its examples."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) / (m / size)
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] = P[name] - lr * slope
        losses.append(cost)
    return P, losses
