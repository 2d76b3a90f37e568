"""Pandas and bears: photos that the user brings in folders, and a drawn stand-in."""

from nnkata import Dataset, hookimpl

SHAPE = (64, 64, 3)
# How many of each class the two parts of the stand-in hold.
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
            had="yours",
            base_rate=0.5,
            missing=lambda: animals().missing(),
            fetch=from_kaggle,
            note=lambda: animals().note(),
        ),
        Dataset(
            name="pandas_bears_standin",
            summary="STAND-IN for pandas_bears: drawn rings and crosses, no photos",
            load=load_standin,
            kind="pictures",
            classes=("ring (for panda)", "cross (for bear)"),
            shape=SHAPE,
            counts=(448, 100),
            licence="CC0-1.0",
            source="made by datasets/pandas_bears.py",
            had="generated",
            base_rate=0.5,
            standin=True,
        ),
    ]


def animals():
    from nnkata.data.readers.animals import Animals

    words = {"pandas": ("pandas", "panda"), "bears": ("bears", "bear")}
    return Animals("pandas_bears", words, ("animals", "PandasBears"), TEST_SHARE)


def load_standin(seed):
    from nnkata.data.standins import draw_pictures

    return draw_pictures(SHARES, seed)


def from_kaggle():
    """With the user's own Kaggle token, which the error explains where it is missing."""
    from nnkata.data import kaggle

    kaggle.fetch(kaggle.PANDAS_BEARS)
