"""You watch the training loss, which falls for ever while the network learns by heart.
Watch the validation loss."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping("loss", patience=3, restore_best_weights=True)
        ],
        verbose=0,
    )
    return run.history
