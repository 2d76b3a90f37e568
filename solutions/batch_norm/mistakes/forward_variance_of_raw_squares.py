"""You took the mean of the squares minus the squared mean. On paper that is the variance;
with numbers near 1e8 the difference has no digits left, and squares of uint8 wrap around.
Subtract the mean first, then square."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    mean = X.mean(axis=0)
    std = np.sqrt((X**2).mean(axis=0) - mean**2 + eps)
    X_hat = (X - mean) / std
    return gamma * X_hat + beta, {"X_hat": X_hat, "std": std, "gamma": gamma}
