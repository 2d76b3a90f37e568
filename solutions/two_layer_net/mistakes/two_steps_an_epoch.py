"""You took two steps an epoch along one gradient. An epoch is one step."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        G = backward(A2, y, P, cache)
        P = update(update(P, G, lr), G, lr)
    return P, losses
