"""Contact sheets: samples of a dataset, drawn whole or not at all."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from nnkata.data.dataset import Dataset, Split
from nnkata.errors import DataError
from nnkata.report import contact_sheet
from nnkata.report.contact_sheet import draw_contact_sheet, sheet_of


def card(classes=3, shape=(8, 6), kind="pictures", load=None, **facts):
    rng = np.random.default_rng(0)
    y = np.arange(5 * classes) % classes
    X = rng.normal(size=(len(y), *shape))
    if kind == "pictures":
        X = rng.integers(0, 256, (len(y), *shape)).astype(np.uint8)
    standard = {
        "name": "dots",
        "summary": "dots",
        "load": load or (lambda seed: Split((X, y), (X, y))),
        "kind": kind,
        "classes": tuple(f"class {i} for $5" for i in range(classes)),
        "shape": shape,
        "licence": "CC0-1.0",
        "source": "here",
        "had": "generated",
        "base_rate": 0.5,
    }
    return Dataset(**(standard | facts))


def drawn(dataset, folder):
    file = draw_contact_sheet(dataset, dataset.load(0), folder / "sheet.png")
    with Image.open(file) as image:
        image.load()
        return image


def sheet(dataset):
    return sheet_of(dataset, dataset.load(0))


@pytest.mark.parametrize("shape", [(8, 6), (8, 6, 1), (8, 6, 3), (1, 1)])
def test_pictures_of_any_shape_are_drawn(tmp_path, shape):
    assert drawn(card(shape=shape), tmp_path).width > 500


@pytest.mark.parametrize("features", [1, 2, 7])
def test_a_table_with_any_number_of_features_is_drawn(tmp_path, features):
    assert drawn(card(kind="table", shape=(features,)), tmp_path).width > 500


def test_signs_that_the_font_lacks_are_no_warning(tmp_path, recwarn):
    drawn(replace(card(), classes=("犬", "猫", "鳥")), tmp_path)
    assert [str(warning.message) for warning in recwarn] == []


def test_a_class_more_makes_a_row_more(tmp_path):
    heights = [drawn(card(classes), tmp_path).height for classes in (2, 3, 12)]
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("kind, shape", [("pictures", (4, 4)), ("table", (2,))])
def test_a_hundred_classes_are_drawn(tmp_path, kind, shape):
    assert drawn(card(100, shape, kind), tmp_path).height < 2000


def test_a_class_without_examples_leaves_a_gap(tmp_path):
    X = np.zeros((4, 5, 5), np.uint8)
    split = Split((X, np.zeros(4, int)), (X, np.zeros(4, int)))
    assert drawn(card(2, (5, 5), load=lambda seed: split), tmp_path).width > 500


def test_a_feature_that_never_changes_is_drawn(tmp_path):
    X = np.zeros((4, 2))
    split = Split((X, np.arange(4) % 2), (X, np.arange(4) % 2))
    table = card(2, (2,), "table", load=lambda seed: split)
    assert drawn(table, tmp_path).width > 500


def test_the_same_data_make_the_same_sheet(tmp_path):
    pixels = [np.asarray(drawn(card(kind="table", shape=(2,)), tmp_path)) for _ in "ab"]
    assert np.array_equal(*pixels)


def test_synthetic_data_are_called_so():
    dataset = card(name="dots_standin", synthetic=True)
    told = contact_sheet._title(dataset, 1600)
    assert told == "dots_standin (synthetic; 1,600 training examples)"


def test_nothing_else_is_left_beside_a_sheet(tmp_path):
    drawn(card(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.png"]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file")
    dataset = card()
    with pytest.raises(DataError, match="cannot be written"):
        draw_contact_sheet(dataset, dataset.load(0), tmp_path / "taken" / "sheet.png")


def test_a_sheet_goes_to_the_workspace(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    assert sheet(card()) == ".nnkata/pictures/dataset-dots.png"
    assert (tiny.workspace.state / "pictures" / "dataset-dots.png").is_file()


def test_without_a_workspace_it_goes_to_the_cache(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNKATA_CACHE", str(tmp_path / "cache"))
    assert sheet(card()) == str(tmp_path / "cache/pictures/dataset-dots.png")


def test_a_path_as_a_name_becomes_a_files_name(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    name = sheet(card(name="csv:/home/me/../rows.csv#label=a b"))
    assert (tiny.root / name).parent == tiny.workspace.state / "pictures"


def test_data_that_cannot_be_drawn_are_told(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    found = sheet(card(shape=(35,)))
    assert found.startswith("none: TypeError: Invalid shape (35,) for image data")
    assert found.endswith("`nnkata dev check dots` says more")


def test_the_card_of_data_that_cannot_be_loaded_ends_with_an_error(run, tiny):
    np.savez(tiny.root / "rows.npz", X=np.full((20, 2), np.nan), y=np.arange(20) % 2)
    status, out, err = run("datasets", "show", "saved:rows.npz")
    assert (status, "samples" in out) == (2, False)
    assert "holds 40 values that are not numbers up to 1e100" in err


def test_the_card_of_a_dataset_names_its_sheet(run, tiny):
    status, out, _ = run("datasets", "show", "spiral")
    assert status == 0
    assert out.splitlines()[-1].split() == [
        "samples",
        ".nnkata/pictures/dataset-spiral.png",
    ]


def test_the_card_of_data_that_are_not_here_names_no_sheet(run):
    assert "samples" not in run("datasets", "show", "mnist_full")[1]


def test_a_name_that_is_no_text_is_drawn(tmp_path):
    dataset = card(2, name="\udcff")
    assert drawn(dataset, tmp_path).width > 500
