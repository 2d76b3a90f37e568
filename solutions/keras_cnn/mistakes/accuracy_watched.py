"""You watch the validation accuracy, which moves in steps and stands still while the
network becomes surer. Watch the validation loss."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping(
                "val_accuracy", patience=3, restore_best_weights=True
            )
        ],
        verbose=0,
    )
    return run.history
