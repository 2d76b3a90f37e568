"""eps is missing: add it to the running variance, or a feature that never varied is
divided by 0."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * (X - run_mu) / np.sqrt(run_var) + beta
