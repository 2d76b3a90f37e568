"""Your Y has the type of X, and where X holds whole numbers the fractions are cut
off."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    X_hat = (X - X.mean(axis=0)) / std
    Y = (gamma * X_hat + beta).astype(X.dtype)
    return Y, {"X_hat": X_hat, "std": std, "gamma": gamma}
