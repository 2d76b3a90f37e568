"""You divided by the learning rate. A larger one makes longer steps: it multiplies the
gradient."""


def step(w, b, dw, db, lr):
    return w - dw / lr, b - db / lr
