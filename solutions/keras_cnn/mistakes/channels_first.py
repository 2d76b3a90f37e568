"""The channels stand first in your input, and Keras looks for them last: (size, size,
3)."""


def build_model(size=256):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((3, size, size)),
            layers.Conv2D(32, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(padding="same"),
            layers.Conv2D(64, 1, activation="relu"),
            layers.MaxPooling2D(padding="same"),
            layers.Conv2D(128, 3, activation="relu", padding="same"),
            layers.MaxPooling2D(padding="same"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
