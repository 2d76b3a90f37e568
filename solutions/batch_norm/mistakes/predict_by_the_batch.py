"""You normalized by the mean and variance of the examples to predict: each answer then
depends on the other examples, and one example alone always gives beta. Use the running
ones."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta
