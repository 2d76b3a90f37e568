"""Give every library the same number of threads, before one of them is imported."""

import os

# Names of OpenMP, OpenBLAS, MKL, Apple's Accelerate, numexpr and TensorFlow.
VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
OTHERS = {
    "CUDA_VISIBLE_DEVICES": "",  # processors are compared
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


def limit_threads(number: int) -> None:
    """Set the variables for this process and all that it starts."""
    os.environ.update(dict.fromkeys(VARIABLES, str(number)), **OTHERS)


def threads() -> int:
    return int(os.environ["OMP_NUM_THREADS"])
