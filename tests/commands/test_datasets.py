"""`nnkata datasets`: the table, one dataset, files and downloads."""

import pytest


def test_datasets_lists_them(run, lines):
    assert "mnist_full not here download CC BY-SA 3.0" in lines(run("datasets")[1])


def test_a_card_of_a_dataset_has_its_licence(run, lines):
    assert "licence CC0-1.0" in lines(run("datasets", "show", "spiral")[1])


def test_the_list_of_datasets_fits_a_narrow_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("datasets")[1].splitlines())) <= 80


def test_a_dataset_that_is_not_here_says_how_to_get_it(run):
    told = " ".join(run("datasets")[1].split())
    assert (
        "to get it: `nnkata datasets fetch cats_dogs` with your Kaggle account" in told
    )
    assert "or bring folders named cats and dogs under NNKATA_DATA/animals" in told


def test_a_card_counts_the_examples_of_each_part(run, lines):
    found = lines(run("datasets", "show", "mnist")[1])
    assert "examples 4,000 for training and 1,000 for testing" in found


def test_a_card_of_several_files_has_a_checksum_for_each(run, lines):
    found = lines(run("datasets", "show", "mnist_full")[1])
    assert len([line for line in found if line.startswith("sha256 ")]) == 4


def test_a_path_has_a_card(run, tiny, lines):
    tiny.write("mine/rows.csv", "a,b\n" + "1,x\n2,y\n" * 9)
    status, out, _ = run("datasets", "show", "csv:mine/rows.csv")
    assert (status, "classes 2: x, y" in lines(out)) == (0, True)


def test_a_path_that_is_not_there_has_none(run):
    status, out, err = run("datasets", "show", "csv:rows.csv")
    assert (status, out) == (2, "")
    assert "rows.csv does not exist" in err


def test_how_data_were_read_is_told_when_they_are_shown_and_saved(run, tiny, lines):
    rows = "".join(f"{i},{i % 3},{'xXyY'[i % 4]}\n" for i in range(20))
    tiny.write("rows.csv", f"id,a,b\n{rows}")
    note = (
        "left out, because it numbers the rows: 'id';"
        " one class each: 'X' and 'x', 'Y' and 'y'"
    )
    assert f"note {note}" in lines(run("datasets", "show", "csv:rows.csv")[1])
    assert f"note: {note}" in lines(run("datasets", "save", "csv:rows.csv", "a.npz")[1])


def test_names_of_files_are_not_broken_into_lines(run, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "60")
    long = tmp_path / ("deep-folder-" * 9)
    monkeypatch.setenv("NNKATA_DATA", str(long))
    assert str(long) in run("datasets")[1]


@pytest.mark.filterwarnings("ignore:Glyph")  # of the picture with samples
def test_what_a_file_says_does_not_steer_the_terminal(run, tiny):
    tiny.write("rows.csv", "a,b\n" + "1,\x1b[31mx\n2,y\n" * 9)
    assert "\x1b" not in run("datasets", "show", "csv:rows.csv")[1]


@pytest.mark.parametrize("suffix", ["h5", "npz", "pkl"])
def test_a_dataset_is_saved_and_its_card_is_shown(run, suffix, lines):
    file = f"spiral.{suffix}"
    status, out, _ = run("datasets", "save", "spiral", file, "--seed", "4")
    assert (status, out.splitlines()[0]) == (
        0,
        f"{file}: 300 and 300 examples of spiral.",
    )
    status, out, _ = run("datasets", "load", file)
    assert status == 0
    assert "summary spiral, saved with seed 4: three arms of 100 points" in "\n".join(
        lines(out)
    )


def test_what_is_not_here_cannot_be_saved(run, tiny):
    status, _, err = run("datasets", "save", "cats_dogs", "a.npz")
    assert (status, (tiny.root / "a.npz").exists()) == (2, False)
    assert "'cats_dogs' cannot be saved: `nnkata datasets fetch" in err


def test_a_saved_file_that_is_there_is_not_touched(run, tiny):
    tiny.write("a.npz", "mine")
    status, _, err = run("datasets", "save", "spiral", "a.npz")
    assert (status, (tiny.root / "a.npz").read_text()) == (2, "mine")
    assert "a.npz already exists" in err


def test_fetching_what_is_here_says_so(run):
    assert run("datasets", "fetch", "mnist")[:2] == (0, "mnist is here already.\n")


def test_fetching_an_unknown_dataset_suggests_its_neighbour(run):
    status, _, err = run("datasets", "fetch", "minst")
    assert status == 2
    assert "Did you mean 'mnist'?" in err


def test_what_a_file_says_cannot_steer_the_terminal(run, tiny):
    rows = "x,y\n" + "1,a\n2,b\n" * 3 + "\x1b[31mred,a\n"
    tiny.write("rows.csv", rows)
    status, _, err = run("datasets", "show", "csv:rows.csv")
    assert status == 2
    assert "got '?[31mred'" in err


@pytest.mark.parametrize(
    "words",
    [
        ("datasets", "save", "spiral", "n" * 300 + ".npz"),
        ("datasets", "show", "csv:" + "n" * 300),
        ("datasets", "load", "n" * 300 + ".npz"),
    ],
)
def test_a_name_that_no_disk_takes_is_told(run, words):
    status, _, err = run(*words)
    assert (status, err.count("\n")) == (2, 1)


def test_a_negative_seed_is_told(run, tiny):
    status, _, err = run("datasets", "save", "spiral", "s.npz", "--seed", "-1")
    assert (status, (tiny.root / "s.npz").exists()) == (2, False)
    assert "--seed must be an integer of at least 0, got -1." in err
