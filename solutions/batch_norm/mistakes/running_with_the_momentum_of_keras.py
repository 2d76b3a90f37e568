"""Your default for momentum is 0.99. That is Keras's; this kata's is 0.9."""


def batch_norm_running(run_mu, run_var, X, momentum=0.99):
    mu = momentum * run_mu + (1 - momentum) * X.mean(axis=0)
    var = momentum * run_var + (1 - momentum) * X.var(axis=0)
    return mu, var
