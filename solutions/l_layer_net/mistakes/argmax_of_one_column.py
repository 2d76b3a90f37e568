"""You took the place of the largest of the outputs, but there is only one, so that
the answer is always 0. Compare its probability with 0.5."""


def predict(X, layers):
    logits, _ = forward(X, layers)
    return np.argmax(logits, axis=1)
