"""You changed W2 before the signal went back through it. Find all gradients with the
parameters of the forward pass, and only then take the step."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            new = {**P, "W2": P["W2"] - lr * G["W2"]}
            G |= {k: _gradients(x, y, new, A1, A2)[k] for k in ("W1", "b1")}
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(loss)
    return P, losses
