"""gamma and beta are missing: what was learned with them needs them to predict as well."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return (X - run_mu) / np.sqrt(run_var + eps)
