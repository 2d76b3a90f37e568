"""Your outputs share a total of 1: that is softmax. Here every output is a sigmoid and
speaks for itself."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"] + P["b1"])
    Z2 = A1 @ P["W2"] + P["b2"]
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    return A1, E / E.sum(axis=1, keepdims=True)
