"""You changed the weights and the average that you were given (`*=`, `+=` and `-=`
write into the caller's arrays). Make new arrays."""


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    s *= rho
    s += (1 - rho) * g**2
    w -= lr * g / (np.sqrt(s) + eps)
    return w, s
