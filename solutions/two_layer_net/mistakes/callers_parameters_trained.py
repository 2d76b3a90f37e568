"""Training is right, but the caller's P is changed by it: `P[name] = ...` writes into the
caller's dict. Make a new dict."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        step = update(P, backward(A2, y, P, cache), lr)
        for name in step:
            P[name] = step[name]
    return P, losses
