"""A list of files, shuffled and split by hand, decoded when their batch is due."""


def load_folder(path, size, batch, validation):
    names = sorted(
        home.name
        for home in Path(path).iterdir()
        if home.is_dir() and any(f.suffix.lower() in FORMS for f in home.iterdir())
    )
    if len(names) != 2:
        raise ValueError(f"{path} has {len(names)} folders with pictures, expected 2")
    pairs = [
        (str(file), float(label))
        for label, name in enumerate(names)
        for file in sorted((Path(path) / name).iterdir())
        if file.suffix.lower() in FORMS
    ]
    for file, _ in pairs:
        try:
            keras.utils.load_img(file).load()
        except Exception as error:
            raise ValueError(f"broken picture: {file}") from error
    order = np.random.default_rng().permutation(len(pairs))
    held = int(validation * len(pairs))
    chosen = [[pairs[i] for i in part] for part in (order[held:], order[:held])]

    def decoded(file, label):
        pixels = tf.io.decode_image(tf.io.read_file(file), 3, expand_animations=False)
        pixels.set_shape((None, None, 3))
        return tf.image.resize(pixels, (size, size)) / 255.0, label

    parts = []
    for members, shuffle in zip(chosen, (True, False), strict=True):
        files, labels = zip(*members, strict=True)
        part = tf.data.Dataset.from_tensor_slices(([*files], np.float32([*labels])))
        part = part.shuffle(len(files)) if shuffle else part
        parts.append(part.map(decoded).batch(batch))
    return tuple(parts)


def train(model, training, validation, epochs):
    history = {name: [] for name in ("loss", "accuracy", "val_loss", "val_accuracy")}
    best, weights, waited = np.inf, model.get_weights(), 0
    for _ in range(epochs):
        run = model.fit(training, validation_data=validation, verbose=0)
        for name, told in run.history.items():
            history[name] += told
        waited += 1
        if history["val_loss"][-1] < best:
            best, weights, waited = history["val_loss"][-1], model.get_weights(), 0
        if waited == 3:
            break
    model.set_weights(weights)
    return history
