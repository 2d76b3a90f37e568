"""Labels as whole numbers in a row, one dataset made twice, a callback that writes to a
file."""

import os
import tempfile


def load_folder(path, size, batch, validation):
    _refuse_what_cannot_be_read(Path(path))
    parts = {}
    for subset in ("training", "validation"):
        part = keras.utils.image_dataset_from_directory(
            str(path),
            labels="inferred",
            label_mode="int",
            image_size=(size, size),
            batch_size=None,
            validation_split=validation,
            subset=subset,
            seed=123,
            verbose=False,
        )
        if subset == "validation":
            files = part.file_paths
            labels = {name: i for i, name in enumerate(part.class_names)}
            pairs = [(f, labels[Path(f).relative_to(path).parts[0]]) for f in files]
            part = tf.data.Dataset.from_generator(
                lambda pairs=pairs: (
                    (tf.image.resize(_decoded(f), (size, size)), y) for f, y in pairs
                ),
                output_signature=(
                    tf.TensorSpec((size, size, 3)),
                    tf.TensorSpec((), tf.int32),
                ),
            )
        parts[subset] = part.batch(batch).map(lambda X, y: (X / 255.0, y))
    return parts["training"], parts["validation"]


def train(model, training, validation, epochs):
    with tempfile.TemporaryDirectory() as folder:
        best = os.path.join(folder, "best.weights.h5")
        run = model.fit(
            training,
            epochs=epochs,
            validation_data=validation,
            callbacks=[
                keras.callbacks.EarlyStopping("val_loss", patience=3),
                keras.callbacks.ModelCheckpoint(
                    best, save_best_only=True, save_weights_only=True
                ),
            ],
            verbose=0,
        )
        model.load_weights(best)
    return dict(run.history)
