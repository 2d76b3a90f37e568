"""Features are scaled and shifted, and neither centred nor brought to one spread."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    return gamma * X + beta, (X, gamma)


def batch_norm_backward(dY, cache):
    X, gamma = cache
    return gamma * dY, (dY * X).sum(axis=0), dY.sum(axis=0)


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    return gamma * X + beta
