"""fit was given no validation part, so you cannot see when the network begins to learn
by heart, and nothing can stop it."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        epochs=epochs,
        verbose=0,
    )
    return run.history
