"""Your loss, the sparse one, wants class numbers, and it is given one-hot rows. Hand
over y as it is, or compile with the categorical cross-entropy."""


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    Y = keras.utils.to_categorical(y[order], 10)
    run = model.fit(X[order], Y, 32, epochs, validation_split=0.1, verbose=0)
    return run.history


def evaluate(model, X, y):
    Y = keras.utils.to_categorical(y, 10)
    return model.evaluate(X, Y, verbose=0, return_dict=True)
