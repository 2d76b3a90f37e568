"""Ten sigmoids share no total: each of them says yes or no by itself. A picture is one
digit alone, so the ten answers should sum to 1, which softmax sees to."""


def build_model():
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
