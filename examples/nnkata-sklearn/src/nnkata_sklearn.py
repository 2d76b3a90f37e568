"""Two datasets of scikit-learn as a plugin of nnkata.

NumPy and scikit-learn are imported where they are used: listing the datasets must stay
quick, and must not fail where scikit-learn is missing.
"""

from importlib.util import find_spec

from nnkata import Dataset, hookimpl

TEST_SHARE = 0.2
FULL_INK = 16  # the digits count the dark pixels of blocks of 4 x 4


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="sklearn_digits",
            summary="1,797 handwritten digits of 8 x 8 pixels: 1,438 and 359",
            load=load_digits,
            kind="pictures",
            classes=tuple("0123456789"),
            shape=(8, 8),
            counts=(1438, 359),
            licence="CC BY 4.0 according to UCI",
            source="E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits,"
            " UCI; test part, as in scikit-learn's load_digits",
            availability="user",
            base_rate=37 / 359,
            missing=missing,
        ),
        Dataset(
            name="sklearn_breast_cancer",
            summary="569 biopsies in 30 numbers, to tell malignant from benign",
            load=load_breast_cancer,
            kind="table",
            classes=("malignant", "benign"),
            shape=(30,),
            counts=(455, 114),
            licence="CC BY 4.0 according to UCI",
            source="W. Wolberg, O. Mangasarian, N. Street and W. Street, Breast Cancer"
            " Wisconsin (Diagnostic), UCI; as in scikit-learn's load_breast_cancer",
            availability="user",
            base_rate=71 / 114,
            missing=missing,
        ),
    ]


def missing():
    """Return what to install, without importing scikit-learn."""
    return "" if find_spec("sklearn") else "pip install scikit-learn"


def load_digits(seed):
    """Return light ink on black from 0 to 255, as in all pictures of nnkata."""
    import numpy as np
    from sklearn import datasets

    from nnkata.data import stratified

    found = datasets.load_digits()
    X = np.round(found.images * (255 / FULL_INK)).astype(np.uint8)
    return stratified(X, found.target.astype(np.int64), TEST_SHARE, seed)


def load_breast_cancer(seed):
    """Return the numbers as they were measured; a network needs them scaled."""
    import numpy as np
    from sklearn import datasets

    from nnkata.data import stratified

    found = datasets.load_breast_cancer()
    X, y = found.data.astype(np.float64), found.target.astype(np.int64)
    return stratified(X, y, TEST_SHARE, seed)
