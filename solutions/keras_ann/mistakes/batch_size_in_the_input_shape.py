"""The shape of the input is that of one example: the 32 of the batch does not belong
into it. Keras adds the batch's axis by itself."""


def build_model():
    model = keras.Sequential(
        [
            keras.Input((32, 784)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
