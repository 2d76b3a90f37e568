"""In place, on own copies; both arrays shuffled anew every epoch, from the last order."""


def forward(X, P):
    A1 = X @ P["W1"]
    A1 = sigmoid(np.add(A1, P["b1"]))
    A2 = A1 @ P["W2"]
    A2 += P["b2"]
    return A1, sigmoid(A2)


def backward(X, Y, P):
    A1, A2 = forward(X, P)
    D2 = A2 - Y
    D2 *= A2 - A2**2
    D2 /= len(D2)
    D1 = (P["W2"] @ D2.T).T
    D1 *= A1
    A1 -= 1
    D1 *= -A1
    A1 += 1
    ones = np.ones(len(D1), D1.dtype)
    return {"b1": ones @ D1, "W1": (D1.T @ X).T, "b2": ones @ D2, "W2": (D2.T @ A1).T}


def train(X, Y, P, lr, epochs, size, rng):
    X, Y, losses = X.copy(), Y.copy(), ()
    P = {name: value.copy() for name, value in P.items()}
    for _ in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        X, Y = X[order], Y[order]
        total = 0
        for i in range(-(-len(X) // size)):
            x, y = X[i * size : (i + 1) * size], Y[i * size : (i + 1) * size]
            total += np.square(forward(x, P)[1] - y).sum()
            for name, slope in backward(x, y, P).items():
                P[name] -= lr * slope
        losses += (float(total) / 2 / len(X),)
    return [P, losses]


def predict(X, P):
    return forward(X, P)[1].argmax(axis=-1).astype(np.uint8)
