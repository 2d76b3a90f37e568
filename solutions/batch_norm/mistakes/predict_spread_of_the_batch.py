"""You divided by the batch's own spread. Use the running one, so that no example
knows of the others."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * (X - run_mu) / np.sqrt(X.var(axis=0) + eps) + beta
