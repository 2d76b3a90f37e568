"""You returned the output's weighted sum. A2 is a probability: the sigmoid comes last."""


def forward(X, P):
    Z1 = X @ P["W1"] + P["b1"]
    A1 = np.maximum(Z1, 0)
    return A1 @ P["W2"] + P["b2"], (X, A1)
