"""The batch's variance was measured about the running mean. Measure it about the batch's
own mean."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mu = momentum * run_mu + (1 - momentum) * X.mean(axis=0)
    var = momentum * run_var + (1 - momentum) * ((X - run_mu) ** 2).mean(axis=0)
    return mu, var
