"""A picture that cannot be read is found by chance in the middle of a training, which
then ends. Look at all of them before, and name the one."""


def load_folder(path, size, batch, validation):
    classes = [f for f in Path(path).iterdir() if any(f.glob("*.*"))]
    if len(classes) != 2:
        raise ValueError(f"{path}: expected two folders with pictures")
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
    return (
        training.map(lambda X, y: (scale(X), y)),
        held_back.map(lambda X, y: (scale(X), y)),
    )
