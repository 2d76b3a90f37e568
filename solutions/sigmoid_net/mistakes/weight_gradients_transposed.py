"""Your gradients of the weights are the transposes: one row for each neuron. A matrix of
weights has one row for each input, and so has its gradient."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * A1 * (1 - A1)
    return {"W1": D1.T @ X, "b1": D1.sum(axis=0), "W2": D2.T @ A1, "b2": D2.sum(axis=0)}
