"""You summed the gradients of the biases over the neurons as well. Each neuron has a bias of
its own; sum over the examples only."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"].T * A1 * (1 - A1)
    return {"W1": X.T @ D1, "b1": D1.sum(), "W2": A1.T @ D2, "b2": D2.sum()}
