"""The hidden layer is not squashed, and has no slope: two layers that are one."""


def forward(X, P):
    A1 = X @ P["W1"] + P["b1"]
    return A1, sigmoid(A1 @ P["W2"] + P["b2"])


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T
    return {
        **{"W1": X.T @ D1, "b1": D1.sum(axis=0)},
        **{"W2": A1.T @ D2, "b2": D2.sum(axis=0)},
    }
