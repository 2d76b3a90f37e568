"""You divided by the running variance (plus eps). Divide by its square root."""


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * (X - run_mu) / (run_var + eps) + beta
