"""In place on own copies; every single number comes back as an array without axes."""


def forward(x, w, b):
    products = np.array(x, dtype=float)
    products *= w
    z = np.array(products.sum())
    z += b
    a = z.copy()
    a[a < 0] = 0
    return z, a


def mse(a, y):
    errors = np.array(a, dtype=float)
    errors -= y
    np.square(errors, out=errors)
    return np.array(errors.sum() / errors.size)


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dw = np.array(x, dtype=float)
    if z <= 0:
        dw *= 0
        return dw, np.zeros(())
    a -= y
    a *= 2
    dw *= a
    return dw, a


def grads(X, y, w, b):
    errors = np.dot(X, w).astype(float)
    errors += b
    silent = errors <= 0
    errors -= y
    errors[silent] = 0
    errors *= 2 / errors.size
    return np.dot(errors, X), np.array(errors.sum())


def step(w, b, dw, db, lr):
    w, b = np.array(w, dtype=float), np.array(b, dtype=float)
    w -= np.multiply(lr, dw)
    b -= lr * db
    return w, b
