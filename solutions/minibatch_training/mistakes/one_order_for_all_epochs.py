"""You shuffled once, before the first epoch. Every epoch has a new order: ask for new
batches inside the loop."""


def train(X, Y, P, lr, epochs, size, rng):
    losses, pairs = [], list(batches(X, Y, size, rng))
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in pairs:
            P2, cache = forward(Xb, P)
            loss += cross_entropy(P2, Yb) * len(Xb) / len(X)
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
