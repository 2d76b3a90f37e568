"""You gave the hidden layer the signal of the outputs as it was. It first goes back
through the weights W2, so that every hidden neuron has its own."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 * A1 * (1 - A1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
