"""You subtracted the biases. They are added to the weighted sums."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"] - P["b1"])
    return A1, sigmoid(A1 @ P["W2"] - P["b2"])
