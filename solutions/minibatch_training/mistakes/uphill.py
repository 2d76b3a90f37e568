"""You added the gradients, and the cost climbs. A step goes against them: subtract."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            loss += cross_entropy(P2, Yb) * len(Xb) / len(X)
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] + lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
