"""You subtracted each example's mean. The mean belongs to a feature, over the batch:
axis=0."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    X_hat = (X - X.mean(axis=1, keepdims=True)) / std
    return gamma * X_hat + beta, {"X_hat": X_hat, "std": std, "gamma": gamma}
