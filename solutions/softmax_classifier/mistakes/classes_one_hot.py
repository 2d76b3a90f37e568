"""You returned one-hot rows. predict returns class numbers, one for each example."""


def predict(X, P):
    return np.eye(len(P["b"]))[np.argmax(forward(X, P), axis=1)]
