"""Training stops at the first epoch that is not better. One bad epoch is chance: wait
for three."""


def train(model, training, validation, epochs):
    run = model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)
        ],
        verbose=0,
    )
    return run.history
