"""Every answer is class 0, whatever was learned."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return 0 * X
