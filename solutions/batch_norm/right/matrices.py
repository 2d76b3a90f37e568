"""The centring matrix and Jacobians; prediction folded into one scale and one shift."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    m = X.shape[0]
    centring = np.eye(m) - np.ones((m, m)) / m
    centred = centring @ X
    rstd = np.power(np.sum(centred * centred, axis=0) / m + eps, -0.5)
    return centred * (gamma * rstd) + beta[None, :], (centred, rstd, gamma)


def batch_norm_backward(dY, cache):
    centred, rstd, gamma = cache
    m, n = dY.shape
    dX = np.empty((m, n))
    for j in range(n):
        hat = centred[:, j] * rstd[j]
        # How Y of example i moves with X of example k.
        jacobian = np.eye(m) - 1 / m - np.outer(hat, hat) / m
        dX[:, j] = gamma[j] * rstd[j] * (jacobian.T @ dY[:, j])
    return dX, rstd * np.diag(dY.T @ centred), dY.T @ np.ones(m)


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    old = np.stack([run_mu, run_var])
    new = np.stack([np.mean(X, axis=0), np.std(X, axis=0) ** 2])
    mixed = np.tensordot([momentum, 1 - momentum], np.stack([old, new]), axes=1)
    return mixed[0], mixed[1]


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    scale = gamma / np.sqrt(run_var + eps)
    return X * scale + (beta - run_mu * scale)
