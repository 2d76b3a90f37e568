"""You took the slope at the activations, as if they were weighted sums: the sigmoid was
applied a second time. From an activation a the slope is simply a (1 - a)."""


def _gradients(X, Y, P, A1, A2):
    S1, S2 = sigmoid(A1), sigmoid(A2)
    D2 = (A2 - Y) * S2 * (1 - S2) / len(X)
    D1 = D2 @ P["W2"].T * S1 * (1 - S1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
