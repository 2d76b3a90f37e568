"""The batch got momentum, and the old value got the rest. Both forms exist; here, as in
Keras, momentum weighs the old (in PyTorch it weighs the new)."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mu = (1 - momentum) * run_mu + momentum * X.mean(axis=0)
    var = (1 - momentum) * run_var + momentum * X.var(axis=0)
    return mu, var
