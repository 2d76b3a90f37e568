"""The gradients of W2 and b2 are right, but you sent the raw error back to the hidden
layer. What travels back is the error times the slope of the outputs."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = (A2 - Y) / len(X) @ P["W2"].T * A1 * (1 - A1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
