"""Your labels run from 1 to 10, and the loss counts classes from 0. The highest one is
then out of range, and all others are taken for their neighbour."""


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    X, y = X[order], y[order] + 1
    run = model.fit(X, y, 32, epochs, validation_split=0.1, verbose=0)
    return run.history


def evaluate(model, X, y):
    return model.evaluate(X, y + 1, verbose=0, return_dict=True)
