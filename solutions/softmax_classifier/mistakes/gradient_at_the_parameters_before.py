"""Each step follows the gradient at the parameters of the step before: forward ran
before the last update. Take the gradient anew after each step."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    before = P
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            p = forward(X[batch], before)
            cost += cross_entropy(p, Y[batch]) * len(batch) / m
            before = P
            for name, slope in _slopes(X[batch], dlogits(p, Y[batch])).items():
                P = {**P, name: P[name] - lr * slope}
        losses.append(cost)
    return P, losses
