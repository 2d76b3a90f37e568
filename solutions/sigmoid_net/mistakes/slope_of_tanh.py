"""1 - a² is the slope of tanh. The slope of a sigmoid is a (1 - a); your hidden layer has
the wrong one of the two."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * (1 - A1**2)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
