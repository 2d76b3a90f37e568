"""The datasets that users bring: what is taken, and in which words the rest is refused."""

import gzip
import hashlib
from pathlib import Path

import h5py
import numpy as np
import pytest
from PIL import Image

from nnkata.content.workspace import bundled
from nnkata.data.registry import read_registry
from nnkata.errors import DataError
from nnkata.subject.importing import execute

FOLDER = bundled().datasets
spread = execute("animals", FOLDER / "_animals.py").spread
BROUGHT = ("catvnoncat", "cats_dogs", "pandas_bears", "personality")


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path):
    """An empty NNKATA_DATA."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("NNKATA_DATA", str(folder))
    return folder


@pytest.fixture(scope="module")
def registry():
    return read_registry(FOLDER)


@pytest.mark.parametrize("name", BROUGHT)
def test_it_says_where_to_bring_it(registry, name):
    assert "under NNKATA_DATA/" in registry.get(name).missing()


@pytest.mark.parametrize("name", BROUGHT)
def test_it_says_so_when_it_is_asked_for(registry, name):
    with pytest.raises(DataError, match=f"{name} is not installed: .*bring "):
        registry.get(name).load(0)


@pytest.mark.parametrize("name", BROUGHT)
def test_there_is_nothing_to_note_of_what_is_not_there(registry, name):
    assert registry.get(name).note() == ""


# -- catvnoncat ------------------------------------------------------------------------


@pytest.fixture
def cats(data):
    """Write the two files, of noise, with some arrays replaced."""

    def writing(part="train", **replaced):
        for name, m in (("train", 209), ("test", 50)):
            rng = np.random.default_rng(m)
            arrays = {
                f"{name}_set_x": rng.integers(0, 256, (m, 64, 64, 3), np.uint8),
                f"{name}_set_y": rng.integers(0, 2, m),
                "list_classes": np.array([b"non-cat", b"cat"]),
            } | (replaced if name == part else {})
            with h5py.File(data / f"{name}_catvnoncat.h5", "w") as content:
                for key, array in arrays.items():
                    if array is not None:
                        content[key] = array

    return writing


def test_cats_come_in_their_official_parts(registry, cats):
    cats()
    (X, y), (X_test, y_test) = registry.get("catvnoncat").load(0)
    assert (X.shape, X.dtype, X_test.shape) == (
        (209, 64, 64, 3),
        np.uint8,
        (50, 64, 64, 3),
    )
    assert (y.shape, y.dtype, y_test.shape) == ((209,), np.int64, (50,))


def test_cats_keep_their_order_whatever_the_seed(registry, cats):
    cats()
    dataset = registry.get("catvnoncat")
    assert np.array_equal(dataset.load(0).train[0], dataset.load(1).train[0])


def test_labels_of_cats_may_be_a_row(registry, cats):
    cats(train_set_y=np.ones((1, 209), int))
    assert registry.get("catvnoncat").load(0).train[1].shape == (209,)


def test_other_cats_of_the_right_form_are_noted(registry, cats):
    cats()
    message = registry.get("catvnoncat").note()
    assert message.startswith(
        "train_catvnoncat.h5 and test_catvnoncat.h5: another checksum"
    )


def test_the_known_cats_need_no_note(cats, data):
    cats()
    plugin = execute("known", FOLDER / "catvnoncat.py")
    for name in plugin.FILES:
        plugin.FILES[name] = plugin._sha256(data / name)
    assert plugin.note() == ""


@pytest.mark.parametrize(
    "replaced, message",
    [
        ({"train_set_x": None}, r"no array named 'train_set_x'\."),
        ({"list_classes": None}, "no array named 'list_classes'"),
        ({"train_set_x": np.zeros((209, 64, 64, 3))}, "is float64 of shape"),
        ({"train_set_x": np.zeros((9, 64, 64, 3), "u1")}, r"uint8 of shape \(9, "),
        ({"train_set_x": np.zeros((209, 32, 32, 3), "u1")}, "expected uint8 of shape"),
        ({"train_set_y": np.zeros(208, int)}, "must contain 209 integers"),
        ({"train_set_y": np.zeros(209)}, "it is float64"),
        ({"train_set_y": np.full(209, 2)}, r"it is int64 .* with \[2\]"),
        ({"list_classes": np.array([b"cat", b"non-cat"])}, "'list_classes' is"),
        ({"list_classes": np.array([0, 1])}, "'list_classes' is"),
    ],
)
def test_cats_of_another_form_are_refused(registry, cats, replaced, message):
    cats(**replaced)
    with pytest.raises(DataError, match=message):
        registry.get("catvnoncat").load(0)


def test_a_file_of_cats_that_is_cut_is_told(registry, cats, data):
    cats()
    file = data / "test_catvnoncat.h5"
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(DataError, match=r"test_catvnoncat\.h5 cannot be read as HDF5"):
        registry.get("catvnoncat").load(0)


# -- animals ---------------------------------------------------------------------------


@pytest.fixture
def animals(data):
    """So many pictures in folders, each of the grey of its number."""

    def making(**counts):
        for name, count in counts.items():
            folder = data / "animals" / name
            folder.mkdir(parents=True)
            for i in range(count):
                Image.new("L", (12, 10), i).save(folder / f"{i:03}.png")

    return making


def greys(split):
    return sorted(X[0, 0, 0] for part in split for X in part[0])


def test_cats_and_dogs_are_read_from_folders(registry, animals):
    animals(cats=10, dogs=10)
    (X, y), (X_test, y_test) = registry.get("cats_dogs").load(0)
    assert (X.shape, X.dtype, X_test.shape) == (
        (16, 64, 64, 3),
        np.uint8,
        (4, 64, 64, 3),
    )
    assert (np.bincount(y).tolist(), np.bincount(y_test).tolist()) == ([8, 8], [2, 2])


def test_the_larger_class_is_cut_to_the_smaller(registry, animals):
    animals(pandas=40, bears=11)
    train, test = registry.get("pandas_bears").load(0)
    assert np.bincount(train[1]).tolist() == [9, 9]
    assert np.bincount(test[1]).tolist() == [2, 2]


def test_the_seed_chooses_from_the_larger_class(registry, animals):
    animals(pandas=40, bears=11)
    dataset = registry.get("pandas_bears")
    assert greys(dataset.load(0)) == greys(dataset.load(0))
    assert greys(dataset.load(0)) != greys(dataset.load(1))


def test_a_class_is_taken_up_to_a_limit_from_first_to_last():
    assert spread([Path(str(i)) for i in range(10)], 4) == [Path(i) for i in "0257"]


def test_a_class_within_the_limit_is_taken_whole():
    assert spread([Path("a"), Path("b")], 2) == [Path("a"), Path("b")]


def test_the_note_counts_pictures_that_are_not_used_too(registry, data):
    for name, count in (("cats", 1200), ("dogs", 1100)):
        folder = data / "animals" / name
        folder.mkdir(parents=True)
        for i in range(count):
            (folder / f"{i}.jpg").touch()
    assert registry.get("cats_dogs").note() == (
        "1,000 each of 1,200 cats and 1,100 dogs are used here: 1,600 to learn, 400 to test"
    )
    assert [len(f) for f in registry.get("cats_dogs").pictures().values()] == [1000] * 2


def test_the_note_counts_what_is_here(registry, animals):
    animals(cats=10, dogs=15)
    assert registry.get("cats_dogs").note() == (
        "10 each of 10 cats and 15 dogs are used here: 16 to learn, 4 to test"
    )


def test_the_note_counts_what_is_loaded(registry, animals):
    animals(pandas=40, bears=40)
    dataset = registry.get("pandas_bears")
    (_, y), (_, y_test) = dataset.load(0)
    assert f"{len(y)} to learn, {len(y_test)} to test" in dataset.note()


def test_classes_may_stand_in_different_folders(registry, animals, data):
    animals(panda=5, black=3, grizzly=2)
    for name in ("black", "grizzly"):
        (data / "bears" / "bears").mkdir(parents=True, exist_ok=True)
        (data / "animals" / name).rename(data / "bears" / "bears" / name)
    assert "5 each of 5 pandas and 5 bears" in registry.get("pandas_bears").note()


def test_parts_of_a_download_are_put_together(registry, animals, data):
    animals(cats=5, dogs=5)
    (data / "animals").rename(data / "train")
    animals(cats=5, dogs=5)
    (data / "animals").rename(data / "test")
    (data / "cats_dogs").mkdir()
    for part in ("train", "test"):
        (data / part).rename(data / "cats_dogs" / part)
    assert len(greys(registry.get("cats_dogs").load(0))) == 20


def test_folders_right_under_the_users_data_are_found(registry, animals, data):
    animals(cats=5, dogs=5)
    for name in ("cats", "dogs"):
        (data / "animals" / name).rename(data / name)
    assert registry.get("cats_dogs").missing() == ""


def test_the_two_sets_of_animals_do_not_take_each_others_place(
    registry, animals, monkeypatch
):
    from nnkata.data.readers import pictures

    animals(cats=5, dogs=5, pandas=5, bears=5)
    for name in ("cats_dogs", "pandas_bears"):
        registry.get(name).load(0)
    monkeypatch.setattr(
        pictures, "_decoded", lambda *words: pytest.fail("decoded again")
    )
    assert len(registry.get("cats_dogs").load(0).train[0]) == 8


def test_broken_photos_are_an_error(registry, animals, data):
    animals(cats=5, dogs=5)
    (data / "animals" / "cats" / "003.png").write_bytes(b"")
    with pytest.raises(DataError, match=r"1 of 10 pictures .*003\.png \(empty\)"):
        registry.get("cats_dogs").load(0)


def test_a_setting_leaves_broken_photos_out(registry, animals, data, monkeypatch):
    animals(cats=5, dogs=5)
    (data / "animals" / "cats" / "003.png").write_bytes(b"")
    monkeypatch.setenv("NNKATA_SKIP_BROKEN", "on")
    assert greys(registry.get("cats_dogs").load(0)).count(3) <= 1


# -- personality -----------------------------------------------------------------------


def people(rows=2900):
    """A table of the personality dataset's form, with 1,491 extroverts."""
    plugin = execute("names", FOLDER / "personality.py")
    lines = [",".join([*plugin.FEATURES, plugin.LABEL])]
    for i in range(rows):
        shy = i % 29 if i < 1491 else -1
        cells = [i % 12, "No" if shy >= 0 else "Yes", i % 11, "", "No", i % 16, i % 7]
        cells[3] = "" if i % 50 == 0 else i % 8
        lines.append(
            ",".join(map(str, [*cells, "Extrovert" if shy >= 0 else "Introvert"]))
        )
    return "\n".join(lines) + "\n"


@pytest.fixture
def personality(data, registry):
    """Write a table, and the dataset of it."""

    def writing(text, name="personality_dataset.csv"):
        (data / name).write_text(text)
        return registry.get("personality")

    return writing


def test_people_are_split_by_class(personality):
    (X, y), (X_test, y_test) = personality(people()).load(0)
    assert (X.shape, X.dtype, X_test.shape) == ((2320, 7), np.float64, (580, 7))
    assert (np.bincount(y).tolist(), np.bincount(y_test).tolist()) == (
        [1193, 1127],
        [298, 282],
    )


def test_yes_is_one_and_introvert_is_one(personality):
    (X, y), _ = personality(people()).load(0)
    assert np.array_equal(X[:, 1], y)


def test_blanks_of_people_are_filled_with_means_of_those_to_learn_from(personality):
    (X, _), (X_test, _) = personality(people()).load(0)
    known = [x for x in X[:, 3] if x == round(x)]
    filled = {x for x in [*X[:, 3], *X_test[:, 3]] if x != round(x)}
    assert [*filled] == [pytest.approx(np.mean(known))]


def test_another_seed_fills_blanks_with_other_means(personality):
    dataset = personality(people())
    first, second = dataset.load(0).train[0][:, 3], dataset.load(1).train[0][:, 3]
    assert {*first} != {*second}


def test_a_table_that_is_coded_already_is_read(personality):
    coded = people().replace("Yes", "1").replace("No", "0")
    coded = coded.replace("Introvert", "1").replace("Extrovert", "0")
    dataset = personality(coded, "personality_datasert.csv")
    (X, y), _ = dataset.load(0)
    assert np.array_equal(X[:, 1], y)
    assert "filled with means of all rows" in dataset.note()


def test_the_table_with_its_blanks_comes_first(personality):
    personality("no table", "personality_datasert.csv")
    assert len(personality(people()).load(0).train[1]) == 2320


@pytest.mark.parametrize("rows", [5000, 2776, 2899])
def test_a_look_alike_of_other_rows_is_refused(personality, rows):
    with pytest.raises(
        DataError, match=f"look-alike .* has {rows:,} rows, expected 2,900"
    ):
        personality(people(rows)).load(0)


@pytest.mark.parametrize(
    "change, message",
    [
        (
            ("Stage_fear", "Stage_Fear"),
            "has a column 'Stage_Fear', which the original does not have",
        ),
        (("Stage_fear,", ""), "it does not have a column 'Stage_fear'"),
        (("Post_frequency,Personality", "Personality,Post_frequency"), "another order"),
        (("Time_spent_Alone", "id,Time_spent_Alone"), "has a column 'id'"),
    ],
)
def test_a_look_alike_of_other_columns_is_refused(personality, change, message):
    head, rows = people().split("\n", 1)
    header = head.replace(*change).split(",")
    cut = [",".join((row + ",x").split(",")[: len(header)]) for row in rows.split()]
    with pytest.raises(
        DataError, match=f"is a look-alike of the personality.*{message}"
    ):
        personality("\n".join([",".join(header), *cut])).load(0)


def test_a_doubled_header_is_refused(personality):
    head = people().split("\n", 1)[0]
    with pytest.raises(DataError, match="row 2 repeats the header"):
        personality(f"{head}\n{people()}").load(0)


def test_a_label_that_is_none_is_named(personality):
    text = people().replace("Introvert", "Ambivert", 1)
    with pytest.raises(
        DataError, match=r"row 1493, column 'Personality': .* 'Ambivert'"
    ):
        personality(text).load(0)


def test_the_known_people_may_be_packed(personality, data):
    personality(people())
    plugin = execute("known", FOLDER / "personality.py")
    file = data / "personality_dataset.csv"
    plugin.FILES[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    file.unlink()
    assert plugin.note() == "388 of the rows have a double, so both parts share some"


def test_other_people_of_the_right_form_are_noted(personality):
    assert "another checksum than the known ones" in personality(people()).note()
