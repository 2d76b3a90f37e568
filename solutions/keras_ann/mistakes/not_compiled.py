"""The model has layers, but no loss, no metric and no optimizer yet. compile gives it
those."""


def build_model():
    return keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
