"""As most would write it: one variable a parameter, and deltas of their own names."""


def forward(X, P):
    Z1 = np.dot(X, P["W1"]) + P["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.dot(A1, P["W2"]) + P["b2"]
    A2 = sigmoid(Z2)
    return A1, A2


def backward(X, Y, P):
    m = X.shape[0]
    A1, A2 = forward(X, P)
    delta2 = (A2 - Y) * A2 * (1 - A2)
    delta1 = np.dot(delta2, P["W2"].T) * A1 * (1 - A1)
    dW2 = np.dot(A1.T, delta2) / m
    db2 = np.sum(delta2, axis=0) / m
    dW1 = np.dot(X.T, delta1) / m
    db1 = np.sum(delta1, axis=0) / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def train(X, Y, P, lr, epochs, size, rng):
    W1, b1, W2, b2 = P["W1"], P["b1"], P["W2"], P["b2"]
    m = X.shape[0]
    losses = []
    for _ in range(epochs):
        shuffled = rng.permuted(np.arange(m))
        costs = np.zeros(m)
        for begin in range(0, m, size):
            batch = shuffled[begin : begin + size]
            here = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
            _, A2 = forward(X[batch], here)
            costs[batch] = 0.5 * np.sum((A2 - Y[batch]) ** 2, axis=1)
            grads = backward(X[batch], Y[batch], here)
            W1 = W1 - lr * grads["W1"]
            b1 = b1 - lr * grads["b1"]
            W2 = W2 - lr * grads["W2"]
            b2 = b2 - lr * grads["b2"]
        losses.append(float(costs.mean()))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, losses


def predict(X, P):
    return [int(np.argmax(row)) for row in forward(X, P)[1]]
