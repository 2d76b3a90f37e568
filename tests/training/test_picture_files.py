"""Pictures written as class folders, for runs that read files by themselves."""

import numpy as np
import pytest
from PIL import Image

from nnkata.data.dataset import Split
from nnkata.training.goal_run import split_files, write_folders


@pytest.fixture
def files(tmp_path):
    found = {}
    for name, count in (("cat", 10), ("dog", 15)):
        (tmp_path / "all" / name).mkdir(parents=True)
        found[name] = []
        for number in range(count):
            file = tmp_path / "all" / name / f"{number}.png"
            Image.new("RGB", (3, 2), (number, 0, 0)).save(file)
            found[name].append(file)
    return found


def names(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.glob("*/*"))


def test_files_are_split_evenly_and_by_the_seed(files):
    first, same, other = (split_files(files, seed) for seed in (1, 1, 2))
    assert first.train[0].tolist() == same.train[0].tolist()
    assert first.test[0].tolist() != other.test[0].tolist()
    assert np.bincount(first.train[1]).tolist() == [8, 8]
    assert np.bincount(first.test[1]).tolist() == [2, 2]


def test_no_file_is_in_both_parts(files, tmp_path):
    split = split_files(files, 0)
    assert not set(split.train[0]) & set(split.test[0])


def test_files_are_copied_into_folders_in_the_order_of_the_labels(files, tmp_path):
    split = split_files(files, 0)
    train, test = write_folders(split, ("zebra", "ant (drawn)"), tmp_path / "out")
    assert sorted(f.name for f in train.iterdir()) == ["0_zebra", "1_ant__drawn_"]
    assert len(names(train)) == 16
    assert len(names(test)) == 4


def test_folders_of_more_than_ten_classes_are_in_the_order_of_the_labels(tmp_path):
    X, y = np.zeros((11, 2, 2, 3), np.uint8), np.arange(11)
    train, _ = write_folders(Split((X, y), (X, y)), tuple("abcdefghijk"), tmp_path)
    assert (
        "".join(sorted(f.name for f in train.iterdir())[k][-1] for k in y)
        == "abcdefghijk"
    )


def test_arrays_become_pictures_with_the_same_pixels(tmp_path):
    X = np.random.default_rng(0).integers(0, 256, (4, 5, 6, 3), dtype=np.uint8)
    y = np.array([1, 0, 0, 1])
    train, _ = write_folders(Split((X, y), (X[:2], y[:2])), ("a", "b"), tmp_path)
    assert [name.replace("\\", "/") for name in names(train)] == sorted(
        f"{folder}/{number:05}.png"
        for folder, number in (("0_a", 1), ("0_a", 2), ("1_b", 0), ("1_b", 3))
    )
    with Image.open(train / "1_b" / "00003.png") as image:
        assert np.array_equal(np.asarray(image), X[3])
