"""You returned logarithms of the probabilities, as log-softmax does. Return the
probabilities."""


def forward(X, P):
    return np.log(softmax(X @ P["W"] + P["b"]))
