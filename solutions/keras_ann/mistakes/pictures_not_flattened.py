"""Dense works on the last axis alone: of pictures of 28 x 28 it gives one answer a row
of pixels. This network takes rows of 784, flattened before."""


def build_model():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
