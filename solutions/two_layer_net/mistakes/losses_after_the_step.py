"""Your losses are those after each step. Both forms exist; this kata takes them before:
losses[0] is the cost of the parameters given."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        P = update(P, backward(A2, y, P, cache), lr)
        losses.append(binary_cross_entropy(forward(X, P)[0], y))
    return P, losses
