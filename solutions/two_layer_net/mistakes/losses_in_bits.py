"""Your losses are in bits, made with np.log2. This kata uses natural logarithms:
np.log."""


def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y) / np.log(2))
        P = update(P, backward(A2, y, P, cache), lr)
    return P, losses
