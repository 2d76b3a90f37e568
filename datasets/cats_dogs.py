"""Cats and dogs: photos that the user brings in folders, and drawn pictures for them."""

from nnkata import Dataset, hookimpl
from nnkata.data import load_beside

SHAPE = (64, 64, 3)
# How many of each class the two parts of the synthetic data have.
SHARES = ((800, 800), (200, 200))


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="cats_dogs",
            summary="photos of cats and dogs, up to 1,000 of each",
            load=lambda seed: animals().load(seed),
            kind="pictures",
            classes=("cat", "dog"),
            shape=SHAPE,
            licence="as the photos you bring; Kaggle's Dogs vs. Cats: unknown",
            source="yours; for instance Kaggle's competition dogs-vs-cats",
            availability="user",
            base_rate=0.5,
            missing=lambda: animals().missing(),
            fetch=from_kaggle,
            note=lambda: animals().note(),
            pictures=lambda: animals().files(),
        ),
        Dataset(
            name="cats_dogs_standin",
            summary="SYNTHETIC, in place of cats_dogs: drawn rings and crosses, no photos",
            load=load_synthetic,
            kind="pictures",
            classes=("ring (for cat)", "cross (for dog)"),
            shape=SHAPE,
            counts=(1600, 400),
            licence="CC0-1.0",
            source="made by datasets/cats_dogs.py",
            availability="generated",
            base_rate=0.5,
            synthetic=True,
        ),
    ]


def animals():
    words = {"cats": ("cats", "cat"), "dogs": ("dogs", "dog")}
    others = ("animals", "dogs-vs-cats", "PetImages", "kagglecatsanddogs_5340")
    return load_beside(__file__, "_animals").Animals("cats_dogs", words, others)


def load_synthetic(seed):
    return load_beside(__file__, "_synthetic").draw_pictures(SHARES, seed)


def from_kaggle():
    """Download with the user's own Kaggle account."""
    from nnkata.data import kaggle_download

    kaggle_download("dogs-vs-cats", "dogs-vs-cats", inside="train.zip")
