"""The biases of the hidden layer are missing from its sums."""


def forward(X, P):
    A1 = np.maximum(X @ P["W1"], 0)
    return sigmoid(A1 @ P["W2"] + P["b2"]), (X, A1)
