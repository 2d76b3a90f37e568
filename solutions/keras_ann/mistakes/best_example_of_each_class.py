"""The argmax runs along the examples, so that it names a row for each class. Classes
lie along axis 1."""


def predict(model, X):
    return model.predict(X, verbose=0).argmax(axis=0)
