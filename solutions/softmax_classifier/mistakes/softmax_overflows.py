"""exp of a score near 1000 is inf, and inf/inf is NaN. The softmax of the earlier kata
subtracts each row's maximum first."""


def forward(X, P):
    E = np.exp(X @ P["W"] + P["b"])
    return E / E.sum(axis=1, keepdims=True)
