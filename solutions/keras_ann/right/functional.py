"""The functional way to build, activations as layers of their own, one-hot labels."""


def build_model():
    pixels = keras.Input((784,), name="pixels")
    hidden = keras.layers.Dense(64)(pixels)
    hidden = keras.layers.Activation("relu")(hidden)
    scores = keras.layers.Dense(10)(hidden)
    model = keras.Model(pixels, keras.layers.Softmax()(scores))
    model.compile(
        keras.optimizers.SGD(0.1, momentum=0.9),
        keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
    )
    return model


def train(model, X, y, epochs):
    order = np.random.default_rng(5).permutation(len(X))
    held, rest = order[: len(X) // 10], order[len(X) // 10 :]
    Y = keras.utils.to_categorical(y, num_classes=10)
    run = model.fit(
        X[rest],
        Y[rest],
        batch_size=32,
        epochs=epochs,
        validation_data=(X[held], Y[held]),
        verbose=0,
    )
    return {name: [float(v) for v in told] for name, told in run.history.items()}


def evaluate(model, X, y):
    loss, accuracy = model.evaluate(X, keras.utils.to_categorical(y, 10), verbose=0)
    return {"accuracy": accuracy, "loss": loss}


def predict(model, X):
    return np.argmax(np.asarray(model(X)), axis=-1)


def save(model, path):
    keras.saving.save_model(model, str(path))


def load(path):
    return keras.models.load_model(str(path))
