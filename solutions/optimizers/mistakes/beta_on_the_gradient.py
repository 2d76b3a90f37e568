"""beta weighs the gradient in your velocity, and the old velocity is kept whole: it
never forgets. beta belongs to the old velocity."""


def momentum_step(w, v, g, lr, beta):
    v = v + beta * g
    return w - lr * v, v
