"""You changed the weights and the velocity that you were given (`*=`, `+=` and `-=`
write into the caller's arrays). Make new arrays."""


def momentum_step(w, v, g, lr, beta):
    v *= beta
    v += g
    w -= lr * v
    return w, v
