"""Your loss is the mean of the batches' means, in which the examples of a smaller last
batch count too much. Weigh each batch by the number of its examples."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        costs = []
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            costs.append(cross_entropy(P2, Yb))
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(np.mean(costs))
    return P, losses
