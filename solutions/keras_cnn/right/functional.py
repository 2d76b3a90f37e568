"""The functional way to build, activations as layers of their own, arrays to
predict."""


def build_model(size=256):
    layers = keras.layers
    pixels = keras.Input((size, size, 3), name="pixels")
    x = layers.Activation("relu")(layers.Conv2D(32, (3, 3))(pixels))
    x = layers.MaxPool2D((2, 2))(x)
    x = layers.ReLU()(layers.Conv2D(64, (1, 1), padding="valid")(x))
    x = layers.MaxPool2D(2, strides=2)(x)
    x = layers.Conv2D(128, (3, 3), activation=keras.activations.relu)(x)
    x = layers.MaxPooling2D(pool_size=(2, 2))(x)
    x = layers.Activation("relu")(layers.Dense(64)(layers.Flatten()(x)))
    x = layers.Dense(1)(layers.Dropout(0.5)(x))
    model = keras.Model(pixels, layers.Activation("sigmoid")(x))
    model.compile(
        keras.optimizers.RMSprop(1e-3),
        keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
    )
    return model


def build_mnist_model():
    layers = keras.layers
    pixels = keras.Input((28, 28, 1))
    x = pixels
    for kernels in (8, 16):
        x = layers.MaxPooling2D()(layers.Conv2D(kernels, 3)(x))
        x = layers.ReLU()(x)
    model = keras.Model(pixels, layers.Dense(10)(layers.Flatten()(x)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(
        "sgd", loss, metrics=[keras.metrics.SparseCategoricalAccuracy("accuracy")]
    )
    return model


def predict(model, X):
    said = np.concatenate([np.asarray(model(part)) for part in np.array_split(X, 1)])
    classes = said.argmax(axis=1) if said.shape[-1] > 1 else said[:, 0] >= 0.5
    return np.array([int(answer) for answer in classes])


def predict_picture(model, path):
    size = (model.input_shape[1], model.input_shape[2])
    image = keras.utils.load_img(path, target_size=size, interpolation="bilinear")
    X = np.expand_dims(keras.utils.img_to_array(image) / 255.0, axis=0)
    p = np.asarray(model(X))[0][0]
    return ["cat", "dog"][int(p >= 0.5)], p
