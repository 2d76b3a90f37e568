"""Your answers are a column, (m, 1). One flat number for each example is wanted,
(m,)."""


def predict(X, layers):
    logits, _ = forward(X, layers)
    return np.where(logits >= 0, 1, 0)
