"""epochs was not handed to fit, which then runs one. Pass it on."""


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    run = model.fit(X[order], y[order], 32, validation_split=0.1, verbose=0)
    return run.history
