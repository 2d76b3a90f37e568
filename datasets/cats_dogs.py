"""Cats and dogs: photos that the user brings in folders, and a drawn stand-in."""

from nnkata import Dataset, hookimpl

SHAPE = (64, 64, 3)
# How many of each class the two parts of the stand-in hold.
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
            had="yours",
            base_rate=0.5,
            missing=lambda: animals().missing(),
            fetch=from_kaggle,
            note=lambda: animals().note(),
            pictures=lambda: animals().files(),
        ),
        Dataset(
            name="cats_dogs_standin",
            summary="STAND-IN for cats_dogs: drawn rings and crosses, no photos",
            load=load_standin,
            kind="pictures",
            classes=("ring (for cat)", "cross (for dog)"),
            shape=SHAPE,
            counts=(1600, 400),
            licence="CC0-1.0",
            source="made by datasets/cats_dogs.py",
            had="generated",
            base_rate=0.5,
            standin=True,
        ),
    ]


def animals():
    from nnkata.data.readers.animals import Animals

    words = {"cats": ("cats", "cat"), "dogs": ("dogs", "dog")}
    others = ("animals", "dogs-vs-cats", "PetImages", "kagglecatsanddogs_5340")
    return Animals("cats_dogs", words, others)


def load_standin(seed):
    from nnkata.data.standins import draw_pictures

    return draw_pictures(SHARES, seed)


def from_kaggle():
    """With the user's own Kaggle token, which the error explains where it is missing."""
    from nnkata.data import kaggle

    kaggle.fetch(kaggle.CATS_DOGS)
