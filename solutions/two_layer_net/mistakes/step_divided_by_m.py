"""You divided the step by m. The gradients carry the 1/m of the mean already."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        P = update(P, backward(A2, y, P, cache), lr / len(X))
    return P, losses
