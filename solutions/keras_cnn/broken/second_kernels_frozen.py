"""The second kernels and their biases stay as they were drawn."""

_all_learn = build_mnist_model


def build_mnist_model():
    model = _all_learn()
    model.layers[2].trainable = False
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
