"""The second half of the weights stays as it was: most of the output layer."""

_by_momentum, _by_rmsprop, _by_adam = momentum_step, rmsprop_step, adam_step


def _first_half(w, new):
    return np.where(np.arange(len(w)) < len(w) // 2, new, w) if np.ndim(w) else new


def momentum_step(w, v, g, lr, beta):
    new, v = _by_momentum(w, v, g, lr, beta)
    return _first_half(w, new), v


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    new, s = _by_rmsprop(w, s, g, lr, rho, eps)
    return _first_half(w, new), s


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    new, *state = _by_adam(w, m, v, t, g, lr, b1, b2, eps)
    return _first_half(w, new), *state
