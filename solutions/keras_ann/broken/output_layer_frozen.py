"""The output stays as it was drawn: only the hidden layer learns."""

_all_learn = build_model


def build_model():
    model = _all_learn()
    model.layers[1].trainable = False
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
