"""A folder with one class, three or an empty one is taken as it is. A network with one
sigmoid tells two apart: say so before training begins."""


def load_folder(path, size, batch, validation):
    for file in Path(path).glob("*/*.*"):
        try:
            _decoded(file)
        except tf.errors.InvalidArgumentError:
            raise ValueError(f"{file} cannot be read as a picture") from None
    training, held_back = keras.utils.image_dataset_from_directory(
        path,
        image_size=(size, size),
        batch_size=batch,
        validation_split=validation,
        subset="both",
        seed=0,
        verbose=False,
    )
    scale = keras.layers.Rescaling(1 / 255)
    return (
        training.map(lambda X, y: (scale(X), y)),
        held_back.map(lambda X, y: (scale(X), y)),
    )
