"""fit returns a History object; the dict of lists is its attribute history."""


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    return model.fit(X[order], y[order], 32, epochs, validation_split=0.1, verbose=0)
