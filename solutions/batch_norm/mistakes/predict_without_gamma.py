"""The scale gamma is missing."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return (X - run_mu) / np.sqrt(run_var + eps) + beta
