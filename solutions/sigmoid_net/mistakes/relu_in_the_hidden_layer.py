"""Your hidden neurons are rectified, as in an earlier kata. Here both layers are
sigmoids."""


def forward(X, P):
    A1 = np.maximum(X @ P["W1"] + P["b1"], 0)
    return A1, sigmoid(A1 @ P["W2"] + P["b2"])
