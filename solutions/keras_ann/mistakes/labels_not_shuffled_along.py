"""You shuffle the rows and leave the labels where they were, so that they belong to
other pictures. One order for both."""


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    run = model.fit(X[order], y, 32, epochs, validation_split=0.1, verbose=0)
    return run.history
