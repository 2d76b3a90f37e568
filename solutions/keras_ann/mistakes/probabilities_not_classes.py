"""predict of a Keras model gives a row of probabilities for each example. The class is
the place of the largest."""


def predict(model, X):
    return model.predict(X, verbose=0)
