"""Your hidden neurons use tanh, which lies between -1 and 1. Both forms exist; in this
kata both layers are sigmoids."""


def forward(X, P):
    A1 = np.tanh(X @ P["W1"] + P["b1"])
    return A1, sigmoid(A1 @ P["W2"] + P["b2"])
