"""You did not subtract the running mean."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * X / np.sqrt(run_var + eps) + beta
