"""You returned the statistics of the batch. Mix them into the old ones by momentum."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    return mu, var
