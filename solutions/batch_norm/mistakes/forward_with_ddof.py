"""You divided the squares by m - 1: ddof=1 does so, and one example alone has no spread
then. Both forms exist; this kata divides by m."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    std = np.sqrt(X.var(axis=0, ddof=1) + eps)
    X_hat = (X - X.mean(axis=0)) / std
    return gamma * X_hat + beta, {"X_hat": X_hat, "std": std, "gamma": gamma}
