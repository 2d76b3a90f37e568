"""You returned the probabilities. An answer is 1 or 0: ask whether the probability is
at least 0.5."""


def predict(X, layers):
    logits, _ = forward(X, layers)
    return sigmoid(logits[:, 0])
