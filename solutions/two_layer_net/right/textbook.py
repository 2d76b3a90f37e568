"""As a course has it: a dict for the cache, every product written out, numbered names."""


def init(n_in, n_hidden, rng):
    W1 = rng.standard_normal(size=(n_in, n_hidden)) * 0.01
    W2 = rng.standard_normal(size=(n_hidden, 1)) * 0.01
    b1, b2 = np.zeros((n_hidden,)), np.zeros((1,))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def forward(X, P):
    Z1 = np.dot(X, P["W1"]) + P["b1"]
    A1 = relu(Z1)
    Z2 = np.dot(A1, P["W2"]) + P["b2"]
    A2 = sigmoid(Z2)
    return A2, {"X": X, "Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def backward(A2, y, P, cache):
    m = cache["X"].shape[0]
    dZ2 = A2 - y
    dW2 = np.dot(cache["A1"].T, dZ2) / m
    db2 = np.sum(dZ2, axis=0) / m
    dA1 = np.dot(dZ2, P["W2"].T)
    dZ1 = np.where(cache["Z1"] > 0, dA1, 0)
    dW1 = np.dot(cache["X"].T, dZ1) / m
    db1 = np.sum(dZ1, axis=0) / m
    return {"W1": dW1, "W2": dW2, "b1": db1, "b2": db2}


def update(P, G, lr):
    W1, b1, W2, b2 = P["W1"], P["b1"], P["W2"], P["b2"]
    W1 = W1 - lr * G["W1"]
    b1 = b1 - lr * G["b1"]
    W2 = W2 - lr * G["W2"]
    b2 = b2 - lr * G["b2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def predict(X, P):
    A2, _ = forward(X, P)
    decisions = np.zeros(A2.shape[0])
    decisions[A2.ravel() >= 0.5] = 1
    return decisions
