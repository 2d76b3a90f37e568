"""All steps follow the gradient of the parameters you began with. Go forward and back
again in every epoch."""


def train(X, y, P, lr, epochs):
    losses = []
    A2, cache = forward(X, P)
    G = backward(A2, y, P, cache)
    for _ in range(epochs):
        losses.append(binary_cross_entropy(forward(X, P)[0], y))
        P = update(P, G, lr)
    return P, losses
