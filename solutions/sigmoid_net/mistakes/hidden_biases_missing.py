"""The hidden neurons have lost their biases: add b1 to the weighted sums of X."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"])
    return A1, sigmoid(A1 @ P["W2"] + P["b2"])
