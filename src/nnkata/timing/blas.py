"""Which kernel of OpenBLAS computes NumPy's matrix products on this processor."""

import ctypes
from pathlib import Path

NAMES = ("scipy_openblas_get_corename64_", "openblas_get_corename64_")


def blas_kernel() -> str:
    """Return the kernel's name; "" if NumPy has another BLAS library.

    What is loaded already is not loaded twice.
    """
    import numpy as np

    package = Path(np.__file__).parent
    folders = package.with_name("numpy.libs"), package / ".dylibs"
    for file in (file for folder in folders for file in folder.glob("*openblas*")):
        library = ctypes.CDLL(str(file))
        for name in (name for name in NAMES if hasattr(library, name)):
            ask = getattr(library, name)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    return ""
