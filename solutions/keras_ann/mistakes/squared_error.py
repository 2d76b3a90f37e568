"""Your loss is the mean squared error of one-hot rows. A right answer's gradient fades
with it where the network is sure and wrong; use the cross-entropy."""


def build_model():
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="mean_squared_error", metrics=["accuracy"])
    return model


def train(model, X, y, epochs):
    order = np.random.default_rng(0).permutation(len(X))
    Y = keras.utils.to_categorical(y[order], 10)
    run = model.fit(X[order], Y, 32, epochs, validation_split=0.1, verbose=0)
    return run.history


def evaluate(model, X, y):
    Y = keras.utils.to_categorical(y, 10)
    return model.evaluate(X, Y, verbose=0, return_dict=True)
