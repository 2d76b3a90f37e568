"""Your signal goes back through W2 as if it went forward. On the way back every hidden
neuron gathers what the outputs felt, which takes the transpose of W2."""


def _gradients(X, Y, P, A1, A2):
    D2 = (A2 - Y) * A2 * (1 - A2) / len(X)
    D1 = D2 @ P["W2"] * A1 * (1 - A1)
    return {"W1": X.T @ D1, "b1": D1.sum(axis=0), "W2": A1.T @ D2, "b2": D2.sum(axis=0)}
