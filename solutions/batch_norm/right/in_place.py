"""In place on own copies; the cache is a tuple, and the variance's root is taken anew."""


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    hat = np.array(X, dtype=float)
    hat -= hat.mean(axis=0)
    var = (hat**2).mean(axis=0)
    hat /= np.sqrt(var + eps)
    out = hat * gamma
    out += beta
    return [out, (hat, gamma, var, eps)]


def batch_norm_backward(dY, cache):
    hat, gamma, var, eps = cache
    dX = dY.copy()
    dX *= gamma
    product = dX * hat
    product[:] = product.sum(axis=0) / len(dY)
    product *= hat
    dX -= dX.mean(axis=0, keepdims=True)
    dX -= product
    dX /= np.sqrt(var + eps)
    return dX, np.einsum("mn,mn->n", dY, hat), np.ones(len(dY)) @ dY


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mu, var = run_mu.copy(), run_var.copy()
    mu *= momentum
    var *= momentum
    mu += (1 - momentum) * np.average(X, axis=0)
    var += (1 - momentum) * np.var(X, axis=0)
    return mu, var


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    out = X - run_mu
    out /= np.sqrt(run_var + eps)
    out *= gamma
    out += beta
    return out
