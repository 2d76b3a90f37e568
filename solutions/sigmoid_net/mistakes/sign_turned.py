"""This is the negative of the gradient: the error is output minus target, and the step goes
against it."""


def _gradients(X, Y, P, A1, A2):
    D2 = (Y - A2) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * A1 * (1 - A1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
