"""Pandas and bears: photos that the user brings in folders, and drawn pictures for them."""

from nnkata import Dataset, hookimpl
from nnkata.data import load_beside

SHAPE = (64, 64, 3)
# How many of each class the two parts of the synthetic data have.
SHARES = ((224, 224), (50, 50))
TEST_SHARE = 50 / 274


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="pandas_bears",
            summary="photos of pandas and bears, as many of each as the fewer are",
            load=lambda seed: animals().load(seed),
            kind="pictures",
            classes=("panda", "bear"),
            shape=SHAPE,
            licence="as the photos you bring; Kaggle's PandasBears: unknown",
            source="yours; for instance Kaggle's mattop/panda-or-bear-image-classification",
            availability="user",
            base_rate=0.5,
            missing=lambda: animals().missing(),
            fetch=from_kaggle,
            note=lambda: animals().note(),
        ),
        Dataset(
            name="pandas_bears_standin",
            summary="SYNTHETIC, in place of pandas_bears: drawn rings and crosses, no photos",
            load=load_synthetic,
            kind="pictures",
            classes=("ring (for panda)", "cross (for bear)"),
            shape=SHAPE,
            counts=(448, 100),
            licence="CC0-1.0",
            source="made by datasets/pandas_bears.py",
            availability="generated",
            base_rate=0.5,
            synthetic=True,
        ),
    ]


def animals():
    words = {"pandas": ("pandas", "panda"), "bears": ("bears", "bear")}
    return load_beside(__file__, "_animals").Animals(
        "pandas_bears", words, ("animals", "PandasBears"), TEST_SHARE
    )


def load_synthetic(seed):
    return load_beside(__file__, "_synthetic").draw_pictures(SHARES, seed)


def from_kaggle():
    """Download with the user's own Kaggle account."""
    from nnkata.data import kaggle_download

    kaggle_download("mattop/panda-or-bear-image-classification", "pandas_bears")
