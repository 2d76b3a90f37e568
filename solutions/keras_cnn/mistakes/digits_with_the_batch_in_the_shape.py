"""The shape of the input is that of one example: the 32 of the batch does not belong
into it. Keras adds the batch's axis by itself."""


def build_mnist_model():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((32, 28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
