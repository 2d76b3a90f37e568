"""As most would write it: train calls grads, and the cost of each example is kept."""


def forward(X, P):
    return softmax(np.dot(X, P["W"]) + P["b"])


def grads(X, Y, P):
    m = X.shape[0]
    error = forward(X, P) - Y
    dW = np.dot(X.T, error) / m
    db = np.sum(error, axis=0) / m
    return {"W": dW, "b": db}


def train(X, Y, P, lr, epochs, size, rng):
    W, b = P["W"], P["b"]
    m = X.shape[0]
    losses = []
    for _ in range(epochs):
        shuffled = rng.permuted(np.arange(m))
        X_shuffled, Y_shuffled = X[shuffled], Y[shuffled]
        epoch_loss = 0.0
        for begin in range(0, m, size):
            end = min(begin + size, m)
            X_batch, Y_batch = X_shuffled[begin:end], Y_shuffled[begin:end]
            here = {"W": W, "b": b}
            loss = cross_entropy(forward(X_batch, here), Y_batch)
            epoch_loss += float(loss) * (end - begin)
            gradients = grads(X_batch, Y_batch, here)
            W = W - lr * gradients["W"]
            b = b - lr * gradients["b"]
        losses.append(epoch_loss / m)
    return {"W": W, "b": b}, losses


def predict(X, P):
    return [int(np.argmax(row)) for row in forward(X, P)]
