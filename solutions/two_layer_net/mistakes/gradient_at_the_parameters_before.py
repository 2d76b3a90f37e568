"""You moved the second layer and sent the error back through the moved weights. Take
all gradients at the same parameters, then move."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        G = backward(A2, y, P, cache)
        half = {**P, "W2": P["W2"] - lr * G["W2"], "b2": P["b2"] - lr * G["b2"]}
        P = update(
            P, {**backward(A2, y, half, cache), "W2": G["W2"], "b2": G["b2"]}, lr
        )
    return P, losses
