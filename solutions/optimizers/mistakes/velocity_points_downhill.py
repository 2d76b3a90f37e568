"""You put lr and the minus sign into the velocity, as Keras does. Both forms exist;
in this kata the velocity adds plain gradients, and the step subtracts lr times it."""


def momentum_step(w, v, g, lr, beta):
    v = beta * v - lr * g
    return w + v, v
