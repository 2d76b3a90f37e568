"""fit returns a History object; the dict of lists is its attribute history."""


def train(model, training, validation, epochs):
    return model.fit(
        training,
        validation_data=validation,
        epochs=epochs,
        callbacks=[
            keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
        ],
        verbose=0,
    )
