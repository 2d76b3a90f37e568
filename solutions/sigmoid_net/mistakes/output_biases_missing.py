"""The outputs have lost their biases: add b2 to the weighted sums of A1."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"] + P["b1"])
    return A1, sigmoid(A1 @ P["W2"])
