"""Introvert or extrovert: a table with blanks and Yes/No, and a generated one."""

from nnkata import Dataset, Split, hookimpl
from nnkata.data import DataError, find_file, load_beside

FEATURES = (
    "Time_spent_Alone",
    "Stage_fear",
    "Social_event_attendance",
    "Going_outside",
    "Drained_after_socializing",
    "Friends_circle_size",
    "Post_frequency",
)
LABEL = "Personality"
ROWS = 2900
COUNTS = (2320, 580)
CLASSES = ("Extrovert", "Introvert")
CODES = {"Extrovert": 0, "Introvert": 1, "0": 0, "1": 1}
# The table with its blanks first: the imputed copy learned from the rows to test, too.
FILES = {
    "personality_dataset.csv": "10b9cb6da24d1fbf960f119f8b1207e9d7b13967e08c308fbca5f1a9befa874c",
    "personality_datasert.csv": "7b0613b1a73af4c6ae93faa33c8154c25cb18f7082b707a1a48f1fc4c8451dc5",
}
HOW = (
    "`nnkata datasets fetch personality` with your Kaggle account, or bring"
    " personality_dataset.csv under NNKATA_DATA/personality"
)


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="personality",
            summary="2,900 people: seven habits, to tell introverts from extroverts",
            load=load,
            kind="table",
            classes=CLASSES,
            shape=(7,),
            counts=COUNTS,
            licence="not verified: not to be passed on",
            source="Kaggle, rakeshkapilavai/extrovert-vs-introvert-behavior-data",
            availability="user",
            base_rate=0.514,
            files=FILES,
            missing=missing,
            fetch=from_kaggle,
            note=note,
        ),
        Dataset(
            name="personality_standin",
            summary="SYNTHETIC, in place of personality: 2,900 made-up rows of seven habits",
            load=load_synthetic,
            kind="table",
            classes=("made-up Extrovert", "made-up Introvert"),
            shape=(7,),
            counts=COUNTS,
            licence="CC0-1.0",
            source="made by datasets/personality.py",
            availability="generated",
            base_rate=0.514,
            synthetic=True,
        ),
    ]


def load(seed):
    """Return a fifth of each class to test; blanks are filled with means of the rest."""
    file = _file()
    if file is None:
        raise DataError(f"personality is not installed: {HOW}.")
    return _split(*_read(file), seed)


def load_synthetic(seed):
    """Return generated rows: introverts spend more time alone, and so on, with exceptions."""
    draw_habits = load_beside(__file__, "_synthetic").draw_habits
    return _split(*draw_habits(ROWS, seed), seed)


def missing():
    return "" if _file() else HOW


def note():
    import hashlib

    from nnkata.data import payload

    file = _file()
    if file is None:
        return ""
    notes = ["388 of the rows have a double, so both parts share some"]
    if file.name.startswith("personality_datasert"):
        notes.append(
            "its blanks were filled with means of all rows, those to test included"
        )
    if hashlib.sha256(payload(file)).hexdigest() not in FILES.values():
        notes[0] = "another checksum than the known ones; results may differ"
    return "; ".join(notes)


def _file():
    files = (find_file("personality", name) for name in FILES)
    return next((file for file in files if file), None)


def _read(file):
    import numpy as np

    from nnkata.data import numbers, read_table

    table = read_table(file)
    expected = (*FEATURES, LABEL)
    if table.header != expected:
        raise DataError(
            f"{file} is a look-alike of the personality dataset: {_difference(table.header)}."
            f" As data of its own: csv:{file}"
        )
    if len(table.rows) != ROWS:
        raise DataError(
            f"{file} is a look-alike of the personality dataset: it has"
            f" {len(table.rows):,} rows, expected {ROWS:,}. As data of its own: csv:{file}"
        )
    words = table.column(LABEL)
    for i, word in enumerate(words):
        if word not in CODES:
            raise DataError(
                f"{table.where(i, LABEL)}: expected Introvert or Extrovert (or 1 or 0),"
                f" got '{word[:40]}'."
            )
    return numbers(table, FEATURES), np.array([CODES[word] for word in words], np.int64)


def _difference(header):
    strange = [name for name in header if name not in (*FEATURES, LABEL)]
    absent = [name for name in (*FEATURES, LABEL) if name not in header]
    if strange:
        return f"it has a column '{strange[0]}', which the original does not have"
    if absent:
        return f"it does not have a column '{absent[0]}'"
    return "its columns are in another order"


def _split(X, y, seed):
    from nnkata.data import impute, stratified

    (X_train, y_train), (X_test, y_test) = stratified(X, y, 0.2, seed)
    X_train, X_test = impute(X_train, X_test)
    return Split((X_train, y_train), (X_test, y_test))


def from_kaggle():
    """Download with the user's own Kaggle account."""
    from nnkata.data import kaggle_download

    kaggle_download(
        "rakeshkapilavai/extrovert-vs-introvert-behavior-data", "personality"
    )
