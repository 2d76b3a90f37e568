"""You validate on rows that are trained on as well, so that the validation accuracy
says nothing about new pictures. Take those rows out of the training."""


def train(model, X, y, epochs):
    run = model.fit(X, y, 32, epochs, validation_data=(X, y), verbose=0)
    return run.history
