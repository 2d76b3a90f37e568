"""You recorded a loss for every batch. There is one for every epoch: the mean over all
its examples."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            losses.append(cross_entropy(P2, Yb))
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
    return P, losses
