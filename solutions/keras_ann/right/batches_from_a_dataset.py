"""fit fed by tf.data, with the labels' own one-hot loss left to Keras; evaluation by
train's own batches."""

import tensorflow as tf


def build_model():
    model = keras.Sequential()
    model.add(keras.layers.Dense(64, activation="relu", input_shape=(784,)))
    model.add(keras.layers.Dense(10, activation=keras.activations.softmax))
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer="rmsprop",
        metrics=[keras.metrics.SparseCategoricalAccuracy("accuracy")],
    )
    return model


def _batches(X, y, size=32):
    return tf.data.Dataset.from_tensor_slices((X, y)).batch(size)


def train(model, X, y, epochs):
    order = np.random.default_rng().permutation(len(X))
    held, rest = order[: int(len(X) / 10)], order[int(len(X) / 10) :]
    training = tf.data.Dataset.from_tensor_slices((X[rest], y[rest]))
    training = training.shuffle(len(rest), reshuffle_each_iteration=True).batch(32)
    run = model.fit(
        training, validation_data=_batches(X[held], y[held]), epochs=epochs, verbose=0
    )
    return run.history


def evaluate(model, X, y):
    return model.evaluate(_batches(X, y, 50), return_dict=True, verbose=0)


def predict(model, X):
    return tf.argmax(model.predict(X, verbose=0), axis=1).numpy()
