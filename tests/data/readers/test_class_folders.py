"""Class folders: the usual layouts, and what is wrong with others."""

import os
import sys

import numpy as np
import pytest
from PIL import Image

from nnkata.data.readers.class_folders import (
    classes_in,
    find_classes,
    named_as_parts,
    pictures_below,
    read_classes,
    unread_files,
)
from nnkata.data.readers.pictures import Look
from nnkata.errors import DataError

SMALL = Look(4, 4)
WORDS = {"cats": ("cats", "cat"), "dogs": ("dogs", "dog")}


@pytest.fixture
def fill(tmp_path):
    """Make pictures, each grey of its number among them."""

    def filling(*names):
        for grey, name in enumerate(names):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.new("L", (5, 5), grey).save(file)
        return tmp_path

    return filling


def names(classes):
    return {name: [file.name for file in files] for name, files in classes.items()}


def test_a_folder_is_a_class(fill):
    (train,) = classes_in(fill("cats/1.png", "cats/2.jpg", "dogs/3.gif"))
    assert names(train) == {"cats": ["1.png", "2.jpg"], "dogs": ["3.gif"]}


@pytest.mark.parametrize(
    "train, test",
    [
        ("Training", "Validierung"),
        ("train", "hold_out"),
        ("train", "public_test"),
        ("trainval", "test"),
    ],
)
def test_what_has_the_classes_of_the_part_to_learn_from_is_the_part_to_test(
    fill, train, test
):
    folder = fill(*(f"{part}/{c}/1.png" for part in (train, test) for c in "ab"))
    learnt, judged = classes_in(folder)
    assert learnt["a"] == [folder / train / "a" / "1.png"]
    assert judged["b"] == [folder / test / "b" / "1.png"]


@pytest.mark.parametrize(
    "unlabelled", ["test/1.png", "test/test/1.png", "test/x/1.png"]
)
def test_a_part_to_test_without_classes_is_left_out_and_counted(fill, unlabelled):
    folder = fill("train/a/1.png", "train/b/2.png", unlabelled)
    (train,) = classes_in(folder)
    assert names(train) == {"a": ["1.png"], "b": ["2.png"]}
    unread = unread_files(folder, [f for files in train.values() for f in files])
    assert unread == f"1 file is not read: 1 .png, first {unlabelled}".replace(
        "/", os.sep
    )


def test_a_part_to_test_that_lacks_a_class_is_refused(fill):
    with pytest.raises(
        DataError, match="the parts have different classes, a, b in train"
    ):
        classes_in(
            fill("train/a/1.png", "train/b/2.png", "test/a/3.png", "test/c/1.png")
        )


def test_classes_are_ordered_by_their_values(fill):
    (train,) = classes_in(fill("10/1.png", "9/1.png", "b/1.png", "A/1.png"))
    assert [*train] == ["9", "10", "A", "b"]


@pytest.mark.parametrize(
    "train, test", [("train", "test"), ("Training", "Validation"), ("TRAIN", "val")]
)
def test_parts_may_be_given(fill, train, test):
    folder = fill(
        f"{train}/cats/1.png",
        f"{train}/dogs/2.png",
        f"{test}/cats/3.png",
        f"{test}/dogs/4.png",
    )
    learnt, judged = classes_in(folder)
    assert names(learnt) == {"cats": ["1.png"], "dogs": ["2.png"]}
    assert names(judged) == {"cats": ["3.png"], "dogs": ["4.png"]}


def test_a_part_to_learn_from_may_stand_alone(fill):
    (learnt,) = classes_in(fill("train/cats/1.png", "train/dogs/2.png"))
    assert [*learnt] == ["cats", "dogs"]


def test_a_folder_around_everything_is_looked_through(fill):
    (learnt,) = classes_in(fill("animals/set/cats/1.png", "animals/set/dogs/2.png"))
    assert [*learnt] == ["cats", "dogs"]


def test_folders_within_a_class_belong_to_it(fill):
    (learnt,) = classes_in(fill("bears/black/1.png", "bears/brown/2.png", "cats/3.png"))
    assert names(learnt)["bears"] == ["1.png", "2.png"]


def test_what_systems_add_is_no_picture(fill, tmp_path):
    folder = fill("cats/1.png", "dogs/2.png", "cats/._1.png", "__MACOSX/cats/3.png")
    (folder / "cats" / "Thumbs.db").write_bytes(b"")
    (folder / ".hidden").mkdir()
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "__pycache__").mkdir()
    (folder / "cats" / ".#1.png").symlink_to("someone@host.1:1")
    assert names(classes_in(folder)[0]) == {"cats": ["1.png"], "dogs": ["2.png"]}


def test_suffixes_may_be_in_capitals(fill):
    assert len(pictures_below(fill("a.PNG", "b.JPG", "c.Jpeg"))) == 3


def test_a_link_to_a_folder_above_leads_nowhere(fill):
    folder = fill("cats/1.png", "dogs/2.png")
    os.symlink(folder, folder / "cats" / "above")
    assert "1.png" in names(classes_in(folder)[0])["cats"]


def test_one_class_is_none(fill):
    with pytest.raises(
        DataError, match="only the folder 'cats', expected a folder for"
    ):
        classes_in(fill("cats/1.png"))


def test_pictures_without_folders_are_no_classes(fill):
    with pytest.raises(DataError, match="has no folders, expected a folder for each"):
        classes_in(fill("1.png", "2.png"))


def test_an_empty_class_is_told(fill):
    folder = fill("cats/1.png", "dogs/2.png")
    (folder / "bears").mkdir()
    with pytest.raises(DataError, match="bears holds no pictures"):
        classes_in(folder)


def test_parts_of_different_classes_are_told(fill):
    folder = fill("train/a/1.png", "train/b/2.png", "test/a/3.png", "test/c/4.png")
    with pytest.raises(DataError, match="different classes, a, b in train and a, c in"):
        classes_in(folder)


def test_what_is_no_folder_is_told(fill):
    with pytest.raises(DataError, match=r"1\.png cannot be read"):
        classes_in(fill("1.png") / "1.png")


@pytest.mark.parametrize(
    "layout",
    [
        ("cats/1.png", "dogs/2.png"),
        ("Cat/1.png", "Dog/2.png"),
        ("PetImages/Cat/1.png", "PetImages/Dog/2.png"),
        ("train/cats/1.png", "train/dogs/2.png"),
        ("set/training_set/cats/1.png", "set/training_set/dogs/2.png"),
        ("train/cat.1.png", "train/dog.2.png"),
    ],
)
def test_known_classes_are_found_in_any_usual_layout(fill, layout):
    _, found = find_classes([fill(*layout)], WORDS)
    assert [len(files) for files in found.values()] == [1, 1]


def test_known_classes_of_all_parts_are_put_together(fill):
    folder = fill("train/cats/1.png", "test/cats/2.png", "train/dogs/3.png")
    assert names(find_classes([folder], WORDS)[1])["cats"] == ["2.png", "1.png"]


def test_the_first_place_with_every_class_is_taken(fill):
    folder = fill("one/cats/1.png", "two/cats/2.png", "two/dogs/3.png")
    place, _ = find_classes([folder / "none", folder / "one", folder / "two"], WORDS)
    assert place == folder / "two"


def test_a_locked_folder_on_the_way_is_passed_over(fill, monkeypatch):
    folder = fill("cats/1.png", "dogs/2.png", "private/cats/3.png")
    locked = folder / "private"
    monkeypatch.setattr(os, "access", lambda path, mode: path != locked)
    assert names(find_classes([folder], WORDS)[1])["cats"] == ["1.png"]


def test_a_class_that_is_missing_is_not_found(fill):
    assert find_classes([fill("cats/1.png", "dogs/a.txt.png")], {"ox": ("ox",)}) is None


def test_pictures_come_with_their_labels(fill):
    folder = fill("a/0.png", "b/1.png", "a/2.png", "b/3.png")
    X, y = read_classes(folder, classes_in(folder)[0], SMALL)
    assert (X[:, 0, 0, 0].tolist(), y.tolist()) == ([0, 2, 1, 3], [0, 0, 1, 1])
    assert y.dtype == np.int64


@pytest.fixture
def broken(fill):
    folder = fill("a/0.png", "b/1.png", "a/2.png")
    (folder / "a" / "0.png").write_bytes(b"")
    return folder


def test_a_broken_picture_is_an_error(broken):
    with pytest.raises(DataError, match=r"1 of 3 .*0\.png \(empty\).*SKIP_BROKEN=on"):
        read_classes(broken, classes_in(broken)[0], SMALL)


def test_a_broken_picture_is_an_error_the_second_time_too(broken):
    for _ in range(2):
        with pytest.raises(DataError, match=r"0\.png \(empty\)"):
            read_classes(broken, classes_in(broken)[0], SMALL)


def test_a_broken_picture_is_left_out_on_request(broken):
    X, y = read_classes(broken, classes_in(broken)[0], SMALL, skip_broken=True)
    assert (X[:, 0, 0, 0].tolist(), y.tolist()) == ([2, 1], [0, 1])


def test_a_setting_leaves_broken_pictures_out(broken, monkeypatch):
    monkeypatch.setenv("NNKATA_SKIP_BROKEN", "on")
    assert len(read_classes(broken, classes_in(broken)[0], SMALL)[1]) == 2


def test_what_was_left_out_is_said(broken, capsys):
    read_classes(broken, classes_in(broken)[0], SMALL, skip_broken=True)
    message = capsys.readouterr().err
    broken_file = broken / "a" / "0.png"
    assert message == (
        f"1 of 3 pictures cannot be read and were left out: {broken_file} (empty)\n"
    )


def test_broken_pictures_are_counted_and_named(fill):
    folder = fill(*(f"a/{i}.png" for i in range(9)))
    (folder / "a" / "1.png").write_bytes(b"")
    (folder / "a" / "7.png").write_bytes(b"no picture")
    with pytest.raises(DataError) as caught:
        read_classes(folder, {"a": pictures_below(folder)}, SMALL)
    message = str(caught.value)
    assert message.startswith("2 of 9 pictures cannot be read: ")
    assert f"{folder / 'a' / '1.png'} (empty)" in message
    assert f"{folder / 'a' / '7.png'} (not a picture that Pillow knows)" in message


def test_many_broken_pictures_are_named_in_part(fill):
    folder = fill(*(f"a/{i}.png" for i in range(9)))
    for file in pictures_below(folder):
        file.write_bytes(b"")
    with pytest.raises(DataError, match=r"9 of 9 pictures .*; and 4 more"):
        read_classes(folder, {"a": pictures_below(folder)}, SMALL)


def test_a_class_of_broken_pictures_is_an_error(fill):
    folder = fill("a/0.png", "b/1.png")
    (folder / "b" / "1.png").write_bytes(b"")
    with pytest.raises(DataError, match="no picture of the class 'b' can be read"):
        read_classes(folder, classes_in(folder)[0], SMALL, skip_broken=True)


def test_links_that_lead_back_are_not_followed(fill):
    folder = fill("cats/1.png", "cats/2.png", "dogs/3.png")
    (folder / "cats" / "again").symlink_to("..")
    (folder / "self").symlink_to(".")
    (train,) = classes_in(folder)
    assert names(train) == {"cats": ["1.png", "2.png"], "dogs": ["3.png"]}


def test_a_link_to_a_folder_elsewhere_is_followed(fill):
    folder = fill("set/cats/1.png", "other/2.png")
    (folder / "set" / "dogs").symlink_to("../other")
    assert names(classes_in(folder / "set")[0]) == {
        "cats": ["1.png"],
        "dogs": ["2.png"],
    }


@pytest.mark.parametrize(
    "target, reason",
    [("a.png", "Too many levels of symbolic links"), ("gone.png", "No such file")],
)
def test_a_link_to_nothing_is_a_broken_picture(fill, target, reason):
    folder = fill("cats/1.png", "dogs/2.png")
    (folder / "cats" / "a.png").symlink_to(target)
    with pytest.raises(DataError, match=f"1 of 3 pictures .*a.png \\({reason}"):
        read_classes(folder, classes_in(folder)[0], SMALL)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_a_broken_picture_and_not_waited_for(fill):
    folder = fill("cats/1.png", "dogs/2.png")
    os.mkfifo(folder / "cats" / "a.png")
    with pytest.raises(DataError, match=r"a\.png \(it is not a file\)"):
        read_classes(folder, classes_in(folder)[0], SMALL)


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts elsewhere")
def test_a_class_whose_name_is_no_text_gets_one_that_can_be_written(fill):
    folder = fill("cats/1.png", os.fsdecode(b"\xff/2.png"))
    assert [*classes_in(folder)[0]] == ["cats", "\\xff"]


# -- layouts of real archives ----------------------------------------------------------


@pytest.mark.parametrize(
    "train, test",
    [
        *(
            ("training_set", "test_set"),
            ("seg_train", "seg_test"),
            ("trainset", "valset"),
        ),
        *(("train_images", "test_images"), ("data_train", "data_val")),
        *(
            ("training", "validation"),
            ("Train-Set", "Valid"),
            ("imgs.train", "imgs.eval"),
        ),
        *(
            ("xray_train", "xray_test"),
            ("training_set/training_set", "test_set/test_set"),
        ),
        *(
            ("all/seg_train/seg_train", "all/seg_test/seg_test"),
            ("TrainData", "TestData"),
        ),
    ],
)
def test_parts_have_the_names_of_real_archives(fill, train, test):
    folder = fill(
        *(f"{part}/{c}/1.png" for part in (train, test) for c in ("cat", "dog"))
    )
    learned, judged = classes_in(folder)
    assert ([*learned], [*judged]) == (["cat", "dog"], ["cat", "dog"])
    assert {file.relative_to(folder).as_posix() for file in judged["cat"]} == {
        f"{test}/cat/1.png"
    }


@pytest.mark.parametrize(
    "names", [("train", "bus", "car"), ("train station", "airport")]
)
def test_a_class_may_be_called_like_a_part(fill, names):
    assert {*classes_in(fill(*(f"{name}/1.png" for name in names)))[0]} == {*names}


def test_a_class_that_is_called_like_a_part_is_noted():
    noted = named_as_parts(["airport", "test", "train", "train station", "trains"])
    assert noted == "read as classes, not as parts: test, train"
    assert named_as_parts(["bus", "trains"]) == ""


def test_a_part_beside_classes_with_pictures_is_none(fill):
    (learned,) = classes_in(fill("contest/a/1.png", "train station/a/1.png"))
    assert [*learned] == ["contest", "train station"]


@pytest.mark.parametrize(
    "layout, reason",
    [
        (
            ("train/1.png", "test/2.png"),
            "hold no folders: put the pictures of each class",
        ),
        (
            ("cat_train/1.png", "cat_test/1.png"),
            "'cat_test' and 'cat_train' are called like",
        ),
        (
            ("train/a/1.png", "train/b/1.png", "training/a/1.png"),
            "expected one folder to",
        ),
        (
            ("test/a/1.png", "test/b/1.png", "val/a/1.png"),
            "expected one folder to learn",
        ),
        (
            ("set/a/1.png", "set/b/1.png", "copy of set/a/1.png"),
            "or copies of one class",
        ),
        (
            ("set/a/1.png", "set/b/1.png", "new/a/1.png", "new/b/1.png"),
            "folders a, b: which",
        ),
        (
            ("a/train/1.png", "a/test/2.png", "b/train/1.png", "b/test/1.png"),
            "which are the",
        ),
        (
            (
                "x/x/a/1.png",
                "x/x/b/1.png",
                "x-test/x-test/a/1.png",
                "x-test/x-test/b/1.png",
            ),
            "'x' and 'x-test' both hold the folders a, b: .* Call parts train and test",
        ),
        (("cat/1.png", "Cat/2.png"), "'Cat' and 'cat' are two spellings"),
        (("cat/1.png", "cat (2)/2.png"), "'cat' and 'cat \\(2\\)' are"),
        (("a b/1.png", "a_b/2.png"), "'a b' and 'a_b' are two spellings"),
        (("cat/1.png", "cat - Copy/2.png"), "'cat' and 'cat - Copy' are"),
        (("Kopie von cat/1.png", "cat/2.png"), "copies of one class"),
    ],
)
def test_folders_that_may_be_classes_or_not_are_refused_with_the_reason(
    fill, layout, reason
):
    with pytest.raises(DataError, match=reason):
        classes_in(fill(*layout))


def test_of_several_parts_to_test_the_one_called_test_is_taken(fill):
    parts = ("valid", "test", "train")
    folder = fill(*(f"{part}/{c}/1.png" for part in parts for c in ("cat", "dog")))
    _, judged = classes_in(folder)
    assert {file.parts[-3] for file in judged["cat"]} == {"test"}
    files = [
        file for part in classes_in(folder) for files in part.values() for file in files
    ]
    assert unread_files(folder, files) == (
        "2 files are not read: 2 .png, first valid/cat/1.png"
    )


def test_parts_may_spell_their_classes_in_two_ways(fill):
    names = ("train/Cat/1.png", "train/DOG/2.png", "test/cat/3.png", "test/dog/4.png")
    learned, judged = classes_in(fill(*names))
    assert [*learned] == [*judged] == ["Cat", "DOG"]


def test_whatever_is_not_read_is_counted(fill):
    folder = fill(
        "cats/1.png", "dogs/2.png", "dogs/@eaDir/3.png", "cats/thumbnails/4.png"
    )
    for name in ("cats/1.HEIC", "dogs/2.heic", "cats/5", "notes.txt", "dogs/Thumbs.db"):
        (folder / name).write_bytes(b"any")
    (classes,) = classes_in(folder)
    assert names(classes) == {"cats": ["1.png"], "dogs": ["2.png"]}
    assert unread_files(folder, [f for files in classes.values() for f in files]) == (
        "7 files are not read: 3 hidden or made by a system, first cats/thumbnails/4.png;"
        " 2 .heic, first cats/1.HEIC; 1 .txt, first notes.txt;"
        " 1 without a suffix, first cats/5"
    )


def test_a_class_of_unreadable_files_names_them(fill):
    folder = fill("cats/1.png", "dogs/2.png")
    (folder / "dogs" / "2.png").rename(folder / "dogs" / "2.HEIC")
    with pytest.raises(DataError, match=r"no pictures: 1 file is not read: 1 \.heic"):
        classes_in(folder)
