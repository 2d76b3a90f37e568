"""The two parts are exchanged: you train on the small one, and validate on the
large."""


def train(model, training, validation, epochs):
    run = model.fit(
        validation,
        validation_data=training,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
        ],
        verbose=0,
    )
    return run.history
