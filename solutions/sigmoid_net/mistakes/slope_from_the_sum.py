"""You put the hidden neurons' weighted sums where the formula a (1 - a) wants their
activations."""


def _gradients(X, Y, P, A1, A2):
    Z1 = X @ P["W1"] + P["b1"]
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * Z1 * (1 - Z1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
