"""dlogits already divides by the number of examples, and you divided once more: your
gradients are m times too small."""


def _slopes(X, dZ):
    return {"W": X.T @ dZ / len(X), "b": dZ.mean(axis=0)}
