"""For the mean, momentum weighs the batch. It weighs the old value, as for the
variance."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mean = (1 - momentum) * run_mu + momentum * X.mean(axis=0)
    return mean, momentum * run_var + (1 - momentum) * X.var(axis=0)
