"""Y came back alone. Return two values: Y, and what the way back will need."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    X_hat = (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)
    return gamma * X_hat + beta
