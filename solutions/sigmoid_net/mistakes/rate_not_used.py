"""The learning rate is not used. Multiply the gradients by lr."""


def train(X, Y, P, lr, epochs, size, rng):
    P, m, losses = {name: 1.0 * P[name] for name in P}, len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - G[name] for name in P}
        losses.append(loss)
    return P, losses
