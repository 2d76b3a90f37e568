"""Pictures to validate are changed at random, as those to train on may be. Change the
training pictures alone, or the same network gets another mark every time."""


def load_folder(path, size, batch, validation):
    _refuse_what_cannot_be_read(Path(path))
    training, held_back = keras.utils.image_dataset_from_directory(
        path,
        label_mode="binary",
        image_size=(size, size),
        batch_size=batch,
        validation_split=validation,
        subset="both",
        seed=0,
        verbose=False,
    )
    scale = keras.layers.Rescaling(1 / 255)
    flip = keras.layers.RandomBrightness(0.3, (0, 255), seed=3)
    return (
        training.map(lambda X, y: (scale(flip(X, training=True)), y)),
        held_back.map(lambda X, y: (scale(flip(X, training=True)), y)),
    )
