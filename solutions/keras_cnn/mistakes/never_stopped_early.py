"""All epochs are run, whatever the validation loss does, and the last weights are kept.
Stop three epochs after the best, and go back to it."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        verbose=0,
    )
    return run.history
