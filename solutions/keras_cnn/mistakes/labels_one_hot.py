"""Your labels are one-hot rows. One sigmoid unit wants 0 or 1: the label mode is
binary."""


def load_folder(path, size, batch, validation):
    _refuse_what_cannot_be_read(Path(path))
    training, held_back = keras.utils.image_dataset_from_directory(
        path,
        image_size=(size, size),
        batch_size=batch,
        validation_split=validation,
        subset="both",
        seed=0,
        verbose=False,
        label_mode="categorical",
    )
    scale = keras.layers.Rescaling(1 / 255)
    return (
        training.map(lambda X, y: (scale(X), y)),
        held_back.map(lambda X, y: (scale(X), y)),
    )
