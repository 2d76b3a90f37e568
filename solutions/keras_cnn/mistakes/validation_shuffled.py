"""The validation part is shuffled anew in every pass, so that answers cannot be put
beside the labels: a confusion matrix of it looks like chance. Shuffle the training part
alone."""


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
    held_back = held_back.unbatch().shuffle(1000).batch(batch)
    scale = keras.layers.Rescaling(1 / 255)
    return (
        training.map(lambda X, y: (scale(X), y)),
        held_back.map(lambda X, y: (scale(X), y)),
    )
