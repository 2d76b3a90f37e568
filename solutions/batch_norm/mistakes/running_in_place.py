"""You changed run_mu and run_var in place. Return new arrays."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    run_mu *= momentum
    run_mu += (1 - momentum) * X.mean(axis=0)
    run_var *= momentum
    run_var += (1 - momentum) * X.var(axis=0)
    mu = run_mu
    var = run_var
    return mu, var
