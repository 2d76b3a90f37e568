"""Cats and other pictures: the 209 and 50 photos of a well-known course, and drawn ones."""

from nnkata import Dataset, Split, hookimpl
from nnkata.data import DataError, find_file, load_beside

FILES = {
    "train_catvnoncat.h5": "fbe56ab67c3ae28d564e3a644189117976d6b31af0a3ce9bb17dbf22908af242",
    "test_catvnoncat.h5": "6a9d39ce52fa85953c5834695b8534a30ed8cfd54971fb2f080b5a24d002b951",
}
CLASSES = ("non-cat", "cat")
COUNTS = (209, 50)
SHAPE = (64, 64, 3)
# How many of each class the two parts hold: non-cat first.
SHARES = ((137, 72), (17, 33))
HOW = (
    "bring train_catvnoncat.h5 and test_catvnoncat.h5 under NNKATA_DATA/catvnoncat;"
    " the course's workspace has them"
)


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="catvnoncat",
            summary="photos of cats and of other things",
            load=load,
            kind="pictures",
            classes=CLASSES,
            shape=SHAPE,
            counts=COUNTS,
            licence="none stated: not to be passed on",
            source="material of the course Neural Networks and Deep Learning, deeplearning.ai",
            availability="user",
            base_rate=0.66,
            files=FILES,
            missing=missing,
            note=note,
        ),
        Dataset(
            name="catvnoncat_standin",
            summary="SYNTHETIC, in place of catvnoncat: drawn rings and crosses, no photos",
            load=load_synthetic,
            kind="pictures",
            classes=("ring (for non-cat)", "cross (for cat)"),
            shape=SHAPE,
            counts=COUNTS,
            licence="CC0-1.0",
            source="made by datasets/catvnoncat.py",
            availability="generated",
            base_rate=0.66,
            synthetic=True,
        ),
    ]


def load(seed):
    """Return the official parts in order, as published costs depend on it; no seed decides."""
    return Split(_part("train"), _part("test"))


def load_synthetic(seed):
    """Return new pictures to learn from; those to test are always the same."""
    drawn = load_beside(__file__, "_synthetic")
    train, test = (drawn.draw_pictures(SHARES, s, drawn.CLEAR) for s in (seed, 0))
    return Split(train.train, test.test)


def missing():
    return "" if all(find_file("catvnoncat", name) for name in FILES) else HOW


def note():
    """Return which files have the right form and another checksum: results may differ."""
    files = {name: find_file("catvnoncat", name) for name in FILES}
    other = [
        name for name, file in files.items() if file and _sha256(file) != FILES[name]
    ]
    if not other:
        return ""
    return f"{' and '.join(other)}: another checksum than the known one; results may differ"


def _sha256(file):
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()


def _part(part):
    import numpy as np

    from nnkata.data import read_h5

    file = find_file("catvnoncat", f"{part}_catvnoncat.h5")
    if file is None:
        raise DataError(f"catvnoncat is not installed: {HOW}.")
    keys = (f"{part}_set_x", f"{part}_set_y", "list_classes")
    X, y, names = read_h5(file, keys).values()
    wanted = (COUNTS[part == "test"], *SHAPE)
    if X.shape != wanted or X.dtype != np.uint8:
        raise DataError(
            f"{file}: '{keys[0]}' is {X.dtype} of shape {X.shape}, expected uint8 of shape"
            f" {wanted}. Other pictures of yours: the name h5:{file} takes them."
        )
    if y.size != len(X) or y.dtype.kind not in "iu" or not np.isin(y, (0, 1)).all():
        raise DataError(
            f"{file}: '{keys[1]}' must contain {len(X)} integers, 0 for non-cat and 1 for"
            f" cat; it is {y.dtype} of shape {y.shape} with {np.unique(y)[:5].tolist()}."
        )
    if names.dtype.kind != "S" or names.tolist() != [name.encode() for name in CLASSES]:
        raise DataError(
            f"{file}: 'list_classes' is {names.tolist()}, expected {list(CLASSES)}."
        )
    return X, y.reshape(-1).astype(np.int64)
