"""Both activations are there, in the other order. forward returns A1, of the hidden
neurons, first, and then A2."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"] + P["b1"])
    return sigmoid(A1 @ P["W2"] + P["b2"]), A1


def backward(X, Y, P):
    A2, A1 = forward(X, P)
    return _gradients(X, Y, P, A1, A2)


def train(X, Y, P, lr, epochs, size, rng):
    m, losses = len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            A2, A1 = forward(x, P)
            loss += ((A2 - y) ** 2).sum() / (2 * m)
            G = _gradients(x, y, P, A1, A2)
            P = {name: P[name] - lr * G[name] for name in G}
        losses.append(loss)
    return P, losses


def predict(X, P):
    return forward(X, P)[0].argmax(axis=1)
