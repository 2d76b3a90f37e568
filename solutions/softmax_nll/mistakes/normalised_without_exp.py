"""You divided the scores by their own sum. Rows sum to 1 that way, but negative scores
stay negative: exponentiate before you normalise."""


def softmax(Z):
    return Z / np.sum(Z, axis=-1, keepdims=True)
