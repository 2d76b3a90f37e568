"""You divided the squares by m - 1. Both forms exist; this kata normalises by the plain
mean of squares, divided by m."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    std = np.sqrt(((X - X.mean(axis=0)) ** 2).sum(axis=0) / max(len(X) - 1, 1) + eps)
    X_hat = (X - X.mean(axis=0)) / std
    return gamma * X_hat + beta, {"X_hat": X_hat, "std": std, "gamma": gamma}
