"""Every answer of yours is 0. An argmax over a single column can say nothing else; with
one output, compare the probability with 0.5. On MNIST such a neuron still has an
accuracy of 90 %."""


def predict(X, w, b):
    return np.argmax(sigmoid(X @ w + b).reshape(-1, 1), axis=1)
