"""One feature and one example at a time, with every path of the chain rule spelled out."""

import math


def _statistics(column):
    mean = math.fsum(column) / len(column)
    return mean, math.fsum((x - mean) ** 2 for x in column) / len(column)


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    m, n = X.shape
    Y, cache = np.zeros((m, n)), []
    for j in range(n):
        mean, variance = _statistics([float(x) for x in X[:, j]])
        root = math.sqrt(variance + eps)
        for i in range(m):
            Y[i, j] = gamma[j] * (X[i, j] - mean) / root + beta[j]
        cache.append((mean, root))
    return Y, {"X": X.copy(), "gamma": gamma.copy(), "columns": cache}


def batch_norm_backward(dY, cache):
    X, gamma = cache["X"], cache["gamma"]
    m, n = X.shape
    dX, dgamma, dbeta = np.zeros((m, n)), np.zeros(n), np.zeros(n)
    for j, (mean, root) in enumerate(cache["columns"]):
        dvar = dmean = 0.0
        for i in range(m):
            off, d = X[i, j] - mean, dY[i, j] * gamma[j]
            dgamma[j] += dY[i, j] * off / root
            dbeta[j] += dY[i, j]
            dvar -= d * off / (2 * root**3)
            dmean -= d / root
        for i in range(m):
            off, d = X[i, j] - mean, dY[i, j] * gamma[j]
            dX[i, j] = d / root + dvar * 2 * off / m + dmean / m
    return [dX, dgamma, dbeta]


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mu, var = list(run_mu), list(run_var)
    for j in range(X.shape[1]):
        mean, variance = _statistics([float(x) for x in X[:, j]])
        mu[j] += (1 - momentum) * (mean - mu[j])
        var[j] += (1 - momentum) * (variance - var[j])
    return np.array(mu), np.array(var)


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    Y = np.empty(X.shape)
    for i, row in enumerate(X):
        for j, x in enumerate(row):
            root = math.sqrt(run_var[j] + eps)
            Y[i, j] = gamma[j] * (x - run_mu[j]) / root + beta[j]
    return Y
