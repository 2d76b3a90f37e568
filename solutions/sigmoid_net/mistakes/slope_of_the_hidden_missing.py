"""The gradients of W2 and b2 are right. On its way to W1 and b1 the signal passes the hidden
sigmoids as well, and you left out their slope."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
