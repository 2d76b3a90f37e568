"""You drew new parameters. Training starts from those that it is given, so that it
can be carried on."""


def train(X, y, P, lr, epochs):
    P = init(X.shape[1], len(P["b1"]), np.random.default_rng(0))
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        P = update(P, backward(A2, y, P, cache), lr)
    return P, losses
