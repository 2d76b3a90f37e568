"""You returned the parameters of the lowest loss. That can be wise; this kata returns those
after the last step, whatever they cost."""


def train(X, Y, P, lr, epochs, size, rng):
    m, losses, best = len(X), [], P
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A1, A2 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(loss)
        best = P if loss == min(losses) else best
    return best, losses
