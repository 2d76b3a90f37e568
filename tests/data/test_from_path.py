"""A user's own data by path: the card is made from the file itself."""

import gzip
import os
import shutil
import struct
import tracemalloc
import zipfile

import h5py
import numpy as np
import pytest
from PIL import Image

from nnkata.content.workspace import bundled
from nnkata.data import from_path
from nnkata.data.registry import read_registry
from nnkata.errors import DataError

ROWS = "".join(
    f"{3 * i + i % 2},{'Yes' if i % 2 else ''},{'ab'[i % 2]}\n" for i in range(20)
)
NEWLINE = "\n"
TABLE = f"age,shy,group\n{ROWS}"


@pytest.fixture
def write(tmp_path):
    def writing(name, content):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return writing


@pytest.fixture
def pictures(tmp_path):
    """Ten pictures of each of two classes, in folders."""
    for name in ("cats", "dogs"):
        (tmp_path / "set" / name).mkdir(parents=True)
        for i in range(10):
            picture = Image.new("RGB", (9 + i, 12), (i, 0, 200 * (name == "dogs")))
            picture.save(tmp_path / "set" / name / f"{i}.png")
    return tmp_path / "set"


def idx(array):
    array = np.asarray(array, np.uint8)
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.tobytes()


@pytest.fixture
def h5(tmp_path):
    def writing(**arrays):
        with h5py.File(tmp_path / "some.h5", "w") as content:
            for key, array in arrays.items():
                content.create_dataset(key, data=array)
        return f"h5:{tmp_path / 'some.h5'}"

    return writing


PHOTOS = np.arange(10 * 4 * 4 * 3, dtype=np.uint8).reshape(10, 4, 4, 3)
LABELS = np.arange(10) % 2


# -- names and paths -------------------------------------------------------------------


def test_a_path_is_a_name_in_the_registry(write):
    file = write("a.csv", TABLE)
    assert read_registry(bundled().datasets).get(f"csv:{file}").availability == "user"


def test_the_registry_says_that_no_plugin_offers_it(write):
    registry = read_registry(bundled().datasets)
    assert registry.plugin_of("csv:a.csv") == "nnkata, from the path itself"


@pytest.mark.parametrize("kind", ["folder", "csv", "h5", "idx", "saved"])
def test_a_path_that_is_not_there_is_missing(kind, tmp_path):
    card = from_path.describe(f"{kind}:{tmp_path / 'nowhere.npz'}")
    assert "nowhere.npz does not exist" in card.missing()
    with pytest.raises(DataError, match=r"nowhere\.npz does not exist"):
        card.load(0)


def test_a_path_is_looked_for_under_the_users_data(write, monkeypatch, tmp_path):
    write("data/tables/a.csv", TABLE)
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "data"))
    assert from_path.describe("csv:tables/a.csv").missing() == ""


def test_a_path_is_looked_for_here_first(write, monkeypatch, tmp_path):
    write("data/a.csv", TABLE)
    here = write("here/a.csv", TABLE)
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(here.parent)
    assert from_path.describe("csv:a.csv").source == "a.csv"


def test_a_path_may_hold_the_sign_of_options(write):
    assert from_path.describe(f"csv:{write('a#b.csv', TABLE)}").shape == (2,)


def test_a_path_is_looked_for_where_a_tilde_leads(write, monkeypatch, tmp_path):
    write("data/a.csv", TABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("NNKATA_DATA", "~/data")
    assert from_path.describe("csv:a.csv").source == str(tmp_path / "data" / "a.csv")


def test_a_folder_is_called_by_its_name_from_within(tmp_path, monkeypatch):
    (tmp_path / "my  set#1").mkdir()
    monkeypatch.chdir(tmp_path / "my  set#1")
    with h5py.File("a.h5", "w") as content:
        content["X"], content["y"] = PHOTOS, LABELS
    assert from_path.describe("h5:.").summary == "pictures in my  set#1"


def test_an_unknown_option_suggests_its_neighbour(pictures):
    with pytest.raises(
        DataError, match=r"unknown option 'gray'. Did you mean 'grey'\?"
    ):
        from_path.describe(f"folder:{pictures}#gray")


# -- folder: ---------------------------------------------------------------------------


def test_a_folder_of_pictures_is_a_dataset(pictures):
    card = from_path.describe(f"folder:{pictures}")
    assert (card.classes, card.counts) == (("cats", "dogs"), (16, 4))
    assert (card.kind, card.shape, card.base_rate) == ("pictures", (64, 64, 3), 0.5)


def test_a_folder_of_pictures_is_split_by_the_seed(pictures):
    (X, _), (X_test, y_test) = from_path.describe(f"folder:{pictures}").load(0)
    assert (X.shape, X_test.shape) == ((16, 64, 64, 3), (4, 64, 64, 3))
    assert np.bincount(y_test).tolist() == [2, 2]


def test_a_picture_keeps_its_label(pictures):
    (X, y), _ = from_path.describe(f"folder:{pictures}").load(1)
    assert np.array_equal(X[:, 0, 0, 2] > 100, y == 1)


def test_the_size_and_the_colours_are_options(pictures):
    card = from_path.describe(f"folder:{pictures}#size=8,grey,resize")
    assert card.shape == (8, 8)
    assert card.load(0).train[0].shape == (16, 8, 8)


@pytest.mark.parametrize("size", ["0", "-1", "big", "9999", ""])
def test_a_size_that_is_none_is_told(pictures, size):
    with pytest.raises(DataError, match="size must be 1 to 1024 pixels"):
        from_path.describe(f"folder:{pictures}#size={size}")


def test_given_parts_stay_parts(pictures, tmp_path):
    (tmp_path / "given").mkdir()
    pictures.rename(tmp_path / "given" / "train")
    for name in ("cats", "dogs"):
        folder = tmp_path / "given" / "test" / name
        folder.mkdir(parents=True)
        Image.new("RGB", (9, 9), "white").save(folder / "1.png")
    card = from_path.describe(f"folder:{tmp_path / 'given'}")
    assert card.counts == (20, 2)
    assert (card.load(0).test[0] == 255).all()


def test_given_parts_are_shuffled_by_the_seed(pictures):
    pictures.rename(pictures.parent / "train")
    (pictures.parent / "test").mkdir()
    for name in ("cats", "dogs"):
        source = pictures.parent / "train" / name
        (pictures.parent / "test" / name).mkdir()
        (source / "0.png").rename(pictures.parent / "test" / name / "0.png")
    card = from_path.describe(f"folder:{pictures.parent}")
    assert card.load(0).train[1].tolist() != card.load(1).train[1].tolist()


def give_parts(pictures):
    for part in ("train", "test"):
        shutil.copytree(pictures, pictures.parent / "given" / part)
    return pictures.parent / "given"


def test_given_parts_are_cached_side_by_side(pictures, monkeypatch):
    card = from_path.describe(f"folder:{give_parts(pictures)}")
    card.load(0)
    monkeypatch.setattr("nnkata.data.readers.pictures._decoded_files", None)
    assert len(card.load(0).train[1]) == 20


@pytest.mark.parametrize("arrange", [lambda pictures: pictures, give_parts])
def test_pictures_are_in_memory_once_while_they_are_loaded(pictures, arrange):
    card = from_path.describe(f"folder:{arrange(pictures)}#size=256")
    (X, _), (X_test, _) = card.load(0)  # from here on they are cached
    tracemalloc.start()
    try:
        card.load(1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.3 * (X.nbytes + X_test.nbytes)


def test_broken_pictures_are_left_out_by_an_option(pictures):
    (pictures / "cats" / "3.png").write_bytes(b"")
    with pytest.raises(DataError, match="1 of 20 pictures cannot be read"):
        from_path.describe(f"folder:{pictures}").load(0)
    train, test = from_path.describe(f"folder:{pictures}#skip_broken").load(0)
    assert len(train[1]) + len(test[1]) == 19


@pytest.mark.parametrize("classes", [(), ("cats",)])
def test_a_folder_of_fewer_than_two_classes_is_told(pictures, classes):
    for name in {"cats", "dogs"} - {*classes}:
        (pictures / name).rename(pictures.parent / name)
    with pytest.raises(DataError, match="expected a folder for each of two or more"):
        from_path.describe(f"folder:{pictures}")


def test_too_few_pictures_are_told(pictures):
    for file in pictures.glob("*/*"):
        if file.name != "0.png":
            file.unlink()
    with pytest.raises(DataError, match="2 examples of 2 classes are too few"):
        from_path.describe(f"folder:{pictures}")


def test_a_part_to_test_of_one_class_alone_is_told(pictures):
    for file in pictures.glob("*/*"):
        if file.name not in ("0.png", "1.png"):
            file.unlink()
    with pytest.raises(DataError, match=r"4 examples of 2 classes are .* 5 of each"):
        from_path.describe(f"folder:{pictures}")


def test_pictures_of_one_channel_are_grey(h5):
    X = np.arange(200, dtype=np.uint8).reshape(10, 4, 5, 1)
    card = from_path.describe(h5(X=X, y=np.arange(10) % 2))
    assert card.shape == (4, 5)
    train, test = card.load(0)
    both = np.concatenate([train[0], test[0]])
    assert np.array_equal(np.sort(both, axis=0), X[..., 0])


@pytest.fixture
def packed(pictures, tmp_path):
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for file in pictures.rglob("*.png"):
            archive.write(file, file.relative_to(tmp_path))
    return tmp_path / "set.zip"


def test_an_archive_of_folders_is_a_dataset(packed, pictures):
    found = from_path.describe(f"folder:{packed}").load(0)
    assert np.array_equal(
        found.train[0], from_path.describe(f"folder:{pictures}").load(0).train[0]
    )


def test_an_archive_is_unpacked_once(packed, monkeypatch):
    from_path.describe(f"folder:{packed}")
    monkeypatch.setattr(
        from_path, "unpack", lambda *words: pytest.fail("unpacked again")
    )
    assert from_path.describe(f"folder:{packed}").counts == (16, 4)


def test_an_archive_that_climbs_out_is_refused(packed):
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("../out.png", b"evil")
    with pytest.raises(DataError, match="climbs out"):
        from_path.describe(f"folder:{packed}")


@pytest.mark.parametrize("name", ["IMG_1.HEIC", "9", "notes.txt", ".DS_Store"])
def test_what_was_not_read_stands_in_the_note(pictures, name):
    assert from_path.describe(f"folder:{pictures}").note() == ""
    (pictures / "cats" / name).write_bytes(b"any")
    note = from_path.describe(f"folder:{pictures}").note()
    assert note.startswith("1 file is not read: 1 ")
    assert note.endswith(f", first cats/{name}")


def test_what_was_not_read_of_an_archive_is_named_by_its_place_there(packed):
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("set/cats/1.heic", b"any")
    note = from_path.describe(f"folder:{packed}").note()
    assert note == "1 file is not read: 1 .heic, first set/cats/1.heic"


# -- csv: ------------------------------------------------------------------------------


def test_a_table_is_a_dataset(write):
    card = from_path.describe(f"csv:{write('a.csv', TABLE)}")
    assert (card.classes, card.counts, card.shape) == (("a", "b"), (16, 4), (2,))
    assert card.note() == "10 blanks, filled with the means of the part to learn from"


def test_the_label_may_be_another_column(write):
    name = f"csv:{write('a.csv', TABLE.replace(',Yes,', ',2,'))}#label=group"
    assert from_path.describe(name).load(0).train[0].shape == (16, 2)


def pixels(columns, first="0"):
    """A table of 20 rows, whose label comes first; `first` is one cell of the first row."""
    lines = [",".join(("label", *columns))]
    for k in range(20):
        cells = [str(k + i) for i in range(len(columns))]
        lines.append(",".join((str(k % 2), *(cells if k else [first, *cells[1:]]))))
    return "\n".join(lines)


EIGHT = [f"pixel{k}" for k in range(64)]


@pytest.mark.parametrize(
    "names", [EIGHT, [f"{k // 8 + 1}x{k % 8 + 1}" for k in range(64)]]
)
def test_columns_of_pixels_are_pictures(write, names):
    dataset = from_path.describe(f"csv:{write('train.csv', pixels(names))}")
    assert (dataset.kind, dataset.shape) == ("pictures", (8, 8))
    assert dataset.summary == "20 rows of 8 x 8 pixels"
    X, y = dataset.load(0).train
    assert X.dtype == np.uint8
    picture = X[0].ravel().tolist()
    assert picture == list(range(picture[0], picture[0] + 64))  # row by row
    assert picture[0] % 2 == y[0]


@pytest.mark.parametrize(
    "table",
    [
        pixels(EIGHT[:-1]),  # no square
        pixels(EIGHT[:9]),  # too small for a picture
        pixels([*EIGHT[:-1], "age"]),
        pixels(EIGHT, "256"),
        pixels(EIGHT, "0.5"),
        pixels(EIGHT, ""),
    ],
)
def test_other_columns_are_a_table(write, table):
    assert from_path.describe(f"csv:{write('train.csv', table)}").kind == "table"


def test_the_name_of_a_path_holds_in_every_folder(write, monkeypatch, tmp_path):
    file = write("set/a#b.csv", TABLE)
    monkeypatch.chdir(tmp_path)
    whole = f"csv:{file}"
    assert from_path.absolute("csv:set/a#b.csv") == whole
    assert from_path.absolute("csv:set/a#b.csv#label=shy") == f"{whole}#label=shy"
    folder = f"folder:{tmp_path / 'set'}"
    assert from_path.absolute("folder:set/#size=8,grey") == f"{folder}#size=8,grey"
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "set"))
    assert from_path.absolute("csv:a#b.csv") == whole


def test_a_label_may_have_a_comma_in_its_name(write):
    file = write("a.csv", TABLE.replace("group", '"group, of two"'))
    assert from_path.describe(f"csv:{file}#label=group, of two").classes == ("a", "b")


def test_an_unknown_label_suggests_its_neighbour(write):
    with pytest.raises(DataError, match=r"no column 'grup'. Did you mean 'group'\?"):
        from_path.describe(f"csv:{write('a.csv', TABLE)}#label=grup")


def test_the_test_part_has_no_say_in_what_fills_blanks(write):
    known = {float(i * i) for i in range(0, 40, 5)}
    rows = "".join(f"{i * i if i % 5 == 0 else ''},{'ab'[i % 2]}\n" for i in range(40))
    (X, _), (X_test, _) = from_path.describe(
        f"csv:{write('a.csv', 'n,y' + NEWLINE + rows)}"
    ).load(2)
    (filled,) = {*X[:, 0], *X_test[:, 0]} - known
    assert filled == pytest.approx(np.mean([x for x in X[:, 0] if x in known]))
    assert not known <= {*X[:, 0]}  # so that the other mean would be another one


def test_a_column_that_counts_rows_is_no_feature(write):
    head, *rows = TABLE.splitlines()
    counted = [f",{head}", *(f"{i},{row}" for i, row in enumerate(rows))]
    assert from_path.describe(f"csv:{write('a.csv', NEWLINE.join(counted))}").shape == (
        2,
    )


def test_a_table_of_labels_alone_is_told(write):
    with pytest.raises(DataError, match="has one column, 'y'; expected two"):
        from_path.describe(f"csv:{write('a.csv', NEWLINE.join('yabab'))}")


def test_a_label_of_nearly_as_many_values_as_rows_is_no_class(write):
    rows = NEWLINE.join(f"{i},{i * 7}" for i in range(30))
    with pytest.raises(DataError, match="30 different values in 30 rows, expected two"):
        from_path.describe(f"csv:{write('a.csv', 'x,y' + NEWLINE + rows)}")


def test_a_class_called_like_a_part_is_noted(pictures):
    (pictures / "cats").rename(pictures / "test")
    note = from_path.describe(f"folder:{pictures}").note()
    assert note == "read as classes, not as parts: test"


def test_a_path_with_a_near_name_is_told(write):
    file = write("rows.csv", TABLE)
    missing = from_path.describe(f"csv:{file.with_name('row.csv')}").missing()
    assert missing.endswith("row.csv does not exist; but 'rows.csv' does")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "'csv:' has no path. Expected a file or folder: csv:PATH"),
        (" ", "has no path"),
        ("https://example.org/a.csv", "is an address: download it first"),
    ],
)
def test_what_is_no_path_is_told(path, message):
    with pytest.raises(DataError, match=message):
        from_path.describe(f"csv:{path}")


def test_classes_without_an_example_to_test_on_are_noted(write):
    rows = "".join(f"{i * i},{'ab'[i % 2]}\n" for i in range(20))
    card = from_path.describe(f"csv:{write('a.csv', f'a,y{NEWLINE}{rows}5,rare')}")
    assert card.note() == "no example to test on of 1 of the classes: rare"
    assert 2 in card.load(0).train[1]


def test_another_separator_is_told_with_those_that_are_known(write):
    rows = TABLE.replace(",", "^")
    with pytest.raises(DataError, match=r"with a comma, semicolon, tab or \| between"):
        from_path.describe(f"csv:{write('a.csv', rows)}")


@pytest.mark.parametrize("kind", ["csv", "saved"])
def test_a_folder_in_place_of_a_file_is_told(tmp_path, kind):
    with pytest.raises(DataError, match="is a folder, expected a file"):
        from_path.describe(f"{kind}:{tmp_path}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("kind", ["csv", "h5", "idx", "saved", "folder"])
def test_a_pipe_is_not_waited_for(tmp_path, kind):
    os.mkfifo(tmp_path / "rows.npz")
    with pytest.raises(DataError, match="is a device or pipe, expected a file"):
        from_path.describe(f"{kind}:{tmp_path / 'rows.npz'}")


def test_idx_files_of_rows_are_no_pictures(tmp_path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((4, 16))))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx([0, 1, 0, 1]))
    with pytest.raises(DataError, match=r"the shape \(4, 16\), expected pictures"):
        from_path.describe(f"idx:{tmp_path}")


def test_what_is_wrong_within_an_archive_is_told_of_the_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("cats/1.png", "none")
    with pytest.raises(DataError) as caught:
        from_path.describe(f"folder:{tmp_path / 'set.zip'}")
    assert str(caught.value).startswith(f"{tmp_path / 'set.zip'} has only the folder")


def test_an_archive_that_another_process_unpacks_first_is_used(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for name in ("cats", "dogs"):
            for i in range(5):
                archive.writestr(f"{name}/{i}.png", "any")

    def late(archive, folder):
        unpack(archive, folder)
        raise DataError("Directory not empty")

    unpack = from_path.unpack
    monkeypatch.setattr(from_path, "unpack", late)
    assert from_path.describe(f"folder:{tmp_path / 'set.zip'}").classes == (
        "cats",
        "dogs",
    )


def test_a_described_table_is_not_parsed_again_to_be_loaded(write, monkeypatch):
    card = from_path.describe(f"csv:{write('a.csv', TABLE)}")
    monkeypatch.setattr(from_path.table, "read_labelled", lambda *words: 1 / 0)
    assert card.load(0).train[0].shape == (16, 2)


def test_each_load_of_a_table_gives_arrays_of_its_own(write):
    card = from_path.describe(f"csv:{write('a.csv', TABLE)}")
    first, again = card.load(0), card.load(0)
    first.train[0][:] = first.train[1][:] = 7
    rival = from_path.describe(f"csv:{write('a.csv', TABLE)}").load(0)
    assert np.array_equal(again.train[0], rival.train[0])
    assert np.array_equal(card.load(0).train[1], rival.train[1])


def test_a_table_that_changed_is_described_anew(write):
    name = f"csv:{write('a.csv', TABLE)}"
    before = from_path.describe(name).counts
    write("a.csv", TABLE + ROWS)
    assert (before, from_path.describe(name).counts) == ((16, 4), (32, 8))


# -- h5: and saved: --------------------------------------------------------------------


@pytest.mark.parametrize(
    "X, y",
    [("X", "y"), ("x", "Y"), ("images", "labels"), ("train_set_x", "train_set_y")],
)
def test_examples_and_labels_are_found_by_usual_names(h5, X, y):
    card = from_path.describe(h5(**{X: PHOTOS, y: LABELS}))
    assert (card.counts, card.shape, card.kind) == ((8, 2), (4, 4, 3), "pictures")


@pytest.mark.parametrize(
    "names",
    [
        ("X_train", "y_train", "X_test", "y_test"),
        ("train_set_x", "train_set_y", "test_set_x", "test_set_y"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("train_data", "train_label", "test_data", "test_label"),
        ("train/x", "train/y", "test/x", "test/y"),
    ],
)
def test_parts_are_found_by_usual_names(h5, names):
    arrays = (PHOTOS, LABELS, PHOTOS[:4], LABELS[:4])
    card = from_path.describe(h5(**dict(zip(names, arrays, strict=True))))
    assert card.counts == (10, 4)
    assert np.array_equal(card.load(0).test[0], PHOTOS[:4])


def test_names_of_classes_are_found(h5):
    names = np.array([b"non-cat", b"cat"])
    assert from_path.describe(h5(X=PHOTOS, y=LABELS, list_classes=names)).classes == (
        *("non-cat", "cat"),
    )


def test_names_of_classes_may_be_numbers(h5):
    card = from_path.describe(h5(X=PHOTOS, y=LABELS, list_classes=np.arange(3)))
    assert card.classes == ("0", "1", "2")


@pytest.mark.parametrize("value", [np.nan, -np.inf, 1e200])
def test_values_that_cannot_be_scaled_are_told(h5, value):
    X = np.ones((10, 3))
    X[4, 1] = value
    with pytest.raises(
        DataError, match=r"1 values .* up to 1e100, .* at row 4, column 1"
    ):
        from_path.describe(h5(X=X, y=LABELS))


def test_of_many_unknown_keys_the_first_are_named(h5):
    with pytest.raises(DataError, match=r"keys k10, .*, k21, \.\.\.; expected"):
        from_path.describe(h5(**{f"k{i}": PHOTOS for i in range(10, 99)}))


def test_labels_without_names_are_their_own_names(h5):
    card = from_path.describe(h5(X=PHOTOS, y=LABELS * 5 - 1))
    assert card.classes == ("-1", "4")
    assert set(card.load(0).train[1]) == {0, 1}


@pytest.mark.parametrize("kind", [object, "U", "S"])
def test_labels_that_are_strings_are_compared_as_values(tmp_path, kind):
    names = np.array(["Yes", "no", " No", "yes", "YES"] * 2)
    if kind == "U":
        with (tmp_path / "A.NPZ").open("wb") as stream:
            np.savez(stream, X=PHOTOS, y=names)
        name = f"saved:{tmp_path / 'A.NPZ'}"
    else:
        with h5py.File(tmp_path / "A.H5", "w") as content:
            content["X"], content["y"] = PHOTOS, names.astype(kind)
        name = f"h5:{tmp_path / 'A.H5'}"
    card = from_path.describe(name)
    assert card.classes == ("No", "YES")
    assert (
        sorted(np.concatenate([y for _, y in card.load(0)]).tolist())
        == [0] * 4 + [1] * 6
    )
    assert card.note() == "one class each: ' No' and 'no', 'YES' and 'Yes' and 'yes'"


@pytest.mark.parametrize("shape", [(10,), (10, 1), (1, 10)])
def test_strings_may_be_named_by_a_list_of_classes(h5, shape):
    y = np.array(["Dog", "cat"] * 5, object).reshape(shape)
    card = from_path.describe(h5(X=PHOTOS, y=y, classes=[b"cat", b"dog"]))
    assert (card.classes, card.note()) == (("cat", "Dog"), "")


def test_a_string_that_only_the_test_part_has_is_told(h5):
    arrays = {"X_train": PHOTOS, "y_train": [b"cat", b"dog"] * 5}
    with pytest.raises(
        DataError, match=r"holds the label ox, which is out of range: .* cat, dog"
    ):
        from_path.describe(h5(**arrays, X_test=PHOTOS[:2], y_test=[b"cat", b"ox"]))


@pytest.mark.parametrize("word", ["val", "valid", "validation", "dev"])
def test_parts_to_test_have_many_names_and_the_one_called_test_goes_before(h5, word):
    part = {f"X_{word}": PHOTOS[:4], f"y_{word}": LABELS[:4]}
    train = {"X_train": PHOTOS, "y_train": LABELS}
    assert from_path.describe(h5(**train, **part)).counts == (10, 4)
    card = from_path.describe(h5(**train, **part, X_test=PHOTOS[:6], y_test=LABELS[:6]))
    assert card.counts == (10, 6)
    assert card.note() == f"arrays that are not read: X_{word}, y_{word}"


def test_parts_may_spell_a_class_in_two_ways(h5):
    arrays = {"X_train": PHOTOS, "y_train": [b"cat", b"dog"] * 5}
    card = from_path.describe(h5(**arrays, X_test=PHOTOS[:2], y_test=[b"Cat", b"DOG"]))
    assert (card.classes, card.load(0).test[1].tolist()) == (("Cat", "DOG"), [0, 1])


@pytest.mark.parametrize("shape", [(10, 1), (1, 10)])
def test_labels_may_be_a_row_or_a_column(h5, shape):
    assert from_path.describe(h5(X=PHOTOS, y=LABELS.reshape(shape))).counts == (8, 2)


def test_a_table_of_numbers_becomes_float(h5):
    card = from_path.describe(h5(X=PHOTOS.reshape(10, -1), y=LABELS))
    assert (card.kind, card.load(0).train[0].dtype) == ("table", np.float64)


NAN = np.where(np.arange(20).reshape(10, 2) == 7, np.nan, 1.0)


@pytest.mark.parametrize(
    "arrays, told",
    [
        ({"a": PHOTOS, "b": LABELS}, "has the keys a, b; expected X_train"),
        ({}, r"has the keys \(none\)"),
        ({"X": PHOTOS / 255, "y": LABELS}, "pictures as float64, expected uint8"),
        ({"X": PHOTOS, "y": LABELS[:9]}, "10 examples and 9 labels"),
        ({"X": PHOTOS, "y": LABELS * 0}, "1 different labels, expected 2"),
        ({"X": PHOTOS, "y": LABELS + 0.5}, "holds the label 0.5, expected integers"),
        ({"X": PHOTOS, "y": LABELS * np.nan}, "holds the label nan, expected integers"),
        ({"X": PHOTOS, "y": np.eye(10)}, r"labels of shape \(10, 10\), expected"),
        ({"X": PHOTOS, "y": np.eye(10)}, r"keep the column of the 1: y\.argmax"),
        ({"X": LABELS, "y": LABELS}, r"has the shape \(10,\), expected \(m, n\)"),
        ({"X": PHOTOS[..., :2], "y": LABELS}, r"shape \(10, 4, 4, 2\), expected"),
        ({"X": PHOTOS[:0], "y": LABELS[:0]}, r"shape \(0, 4, 4, 3\): it holds no"),
        (
            {"X": PHOTOS, "y": LABELS + 1, "classes": np.array([b"a", b"b"])},
            "label 2, which is out of range: expected one of 0, 1",
        ),
        (
            {"X": PHOTOS, "y": LABELS - 1, "classes": np.array([b"a", b"b"])},
            "label -1, which is out of range",
        ),
        (
            {
                "X_train": PHOTOS,
                "y_train": LABELS,
                "X_test": PHOTOS,
                "y_test": LABELS + 1,
            },
            "label 2, which is out of range",
        ),
        (
            {
                "X_train": PHOTOS,
                "y_train": LABELS,
                "X_test": PHOTOS[:, :3],
                "y_test": LABELS,
            },
            r"examples of shape \(3, 4, 3\), those of 'X_train' are \(4, 4, 3\)",
        ),
    ],
)
def test_arrays_of_another_form_are_told(h5, arrays, told):
    with pytest.raises(DataError, match=told):
        from_path.describe(h5(**arrays))


def test_values_that_are_no_numbers_are_told_with_their_place(h5):
    with pytest.raises(DataError, match=r"1 values .* \(nan\) at row 3, column 1"):
        from_path.describe(h5(X=NAN, y=LABELS)).load(0)


def test_anybodys_npz_is_loaded(tmp_path):
    np.savez(
        tmp_path / "a.npz", x_train=PHOTOS, y_train=LABELS, x_test=PHOTOS, y_test=LABELS
    )
    assert from_path.describe(f"saved:{tmp_path / 'a.npz'}").counts == (10, 10)


# -- idx: ------------------------------------------------------------------------------


@pytest.fixture
def digits(write):
    """A folder of IDX files as MNIST's are, one of them packed."""
    X, y = PHOTOS[..., 0], LABELS
    write("idx/train-images-idx3-ubyte", idx(X))
    write("idx/train-labels-idx1-ubyte.gz", gzip.compress(idx(y)))
    write("idx/t10k-images-idx3-ubyte", idx(X[:4]))
    return write("idx/t10k-labels-idx1-ubyte", idx(y[:4])).parent


def test_a_folder_of_idx_files_is_a_dataset(digits):
    card = from_path.describe(f"idx:{digits}")
    assert (card.counts, card.shape, card.classes) == ((10, 4), (4, 4), ("0", "1"))
    assert np.array_equal(card.load(0).test[0], PHOTOS[:4, :, :, 0])


def test_a_file_of_pictures_finds_the_labels_beside_it(digits):
    assert from_path.describe(f"idx:{digits / 'train-images-idx3-ubyte'}").counts == (
        8,
        2,
    )


def test_a_picture_of_an_idx_file_keeps_its_label(digits):
    (X, y), _ = from_path.describe(f"idx:{digits}").load(3)
    number = {picture[..., 0].tobytes(): i for i, picture in enumerate(PHOTOS)}
    assert [number[picture.tobytes()] % 2 for picture in X] == y.tolist()


def test_a_file_that_is_there_packed_as_well_counts_once(digits, write):
    write("idx/train-images-idx3-ubyte.gz", gzip.compress(idx(PHOTOS[..., 0])))
    assert from_path.describe(f"idx:{digits}").counts == (10, 4)


def test_missing_labels_are_told(digits):
    (digits / "t10k-labels-idx1-ubyte").unlink()
    with pytest.raises(
        DataError, match="no labels beside it: expected t10k-labels-idx1"
    ):
        from_path.describe(f"idx:{digits}")


def test_stray_files_beside_idx_files_are_left_out(digits):
    for name in ("._train-images-idx3-ubyte", "train-images-idx3-ubyte~"):
        (digits / name).write_bytes(b"\0\5\x16\7")
    (digits / ".#t10k-images-idx3-ubyte").symlink_to("someone@host.1:1")
    assert from_path.describe(f"idx:{digits}").counts == (10, 4)


def test_stray_files_beside_hdf5_files_are_left_out(tmp_path):
    (tmp_path / "h5").mkdir()
    with h5py.File(tmp_path / "h5" / "set.h5", "w") as content:
        content["X"], content["y"] = np.zeros((8, 3)), [0, 1] * 4
    before = from_path.describe(f"h5:{tmp_path / 'h5'}")
    (tmp_path / "h5" / "._set.h5").write_bytes(b"\0\5\x16\7")
    (tmp_path / "h5" / ".#set.h5").symlink_to("someone@host.1:1")
    (tmp_path / "h5" / "gone.h5").symlink_to("nowhere.h5")
    assert from_path.describe(f"h5:{tmp_path / 'h5'}").counts == before.counts


def test_a_folder_without_idx_files_is_told(digits):
    for file in digits.iterdir():
        file.unlink()
    with pytest.raises(DataError, match=r"must hold one file of pictures .* none\."):
        from_path.describe(f"idx:{digits}")


def test_a_file_of_labels_that_is_called_pictures_is_told(digits):
    (digits / "train-images-idx3-ubyte").write_bytes(idx(LABELS))
    with pytest.raises(DataError, match=r"has the shape \(10,\), expected"):
        from_path.describe(f"idx:{digits}")


def test_labels_of_another_number_are_told(digits):
    (digits / "t10k-labels-idx1-ubyte").write_bytes(idx(LABELS[:3]))
    with pytest.raises(DataError, match="holds 4 examples and 3 labels"):
        from_path.describe(f"idx:{digits}")
