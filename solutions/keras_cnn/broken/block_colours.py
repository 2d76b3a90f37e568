"""A linear model of the mean colours of 4 x 4 blocks: it sees no shape at all."""


def build_model(size=256):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((size, size, 3)),
            layers.AveragePooling2D(size // 4),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    # So few weights need long steps to be fitted as well as they can be.
    adam = keras.optimizers.Adam(0.02)
    model.compile(optimizer=adam, loss="binary_crossentropy", metrics=["accuracy"])
    return model
