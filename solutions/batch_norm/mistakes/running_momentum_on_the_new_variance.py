"""For the variance, momentum weighs the batch. It weighs the old value, as for the
mean."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mean = momentum * run_mu + (1 - momentum) * X.mean(axis=0)
    return mean, (1 - momentum) * run_var + momentum * X.var(axis=0)
