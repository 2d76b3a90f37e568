"""A fixed eps stands where the argument should: a caller with another eps gets your
result for 1e-5."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + 1e-5)
    X_hat = (X - X.mean(axis=0)) / std
    return gamma * X_hat + beta, {"X_hat": X_hat, "std": std, "gamma": gamma}
