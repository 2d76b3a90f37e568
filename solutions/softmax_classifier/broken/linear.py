"""No softmax: straight lines through the labels, by the squared error."""


def forward(X, P):
    return X @ P["W"] + P["b"]


def grads(X, Y, P):
    return _slopes(X, (forward(X, P) - Y) / len(X))


def train(X, Y, P, lr, epochs, size, rng):
    P, losses = dict(P), []
    for _ in range(epochs):
        order, loss = rng.permutation(len(X)), 0.0
        for start in range(0, len(X), size):
            x, y = X[order[start : start + size]], Y[order[start : start + size]]
            loss += ((forward(x, P) - y) ** 2).sum() / len(X)
            G = grads(x, y, P)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
