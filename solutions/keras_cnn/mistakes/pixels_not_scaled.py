"""The pictures come with pixels from 0 to 255. The network wants them in [0, 1]: map a
Rescaling layer over both parts."""


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
    return training, held_back
