"""The command line of keepers: init, reset, doctor, datasets, stubs."""

import tomllib
from pathlib import Path

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.workspace import bundled

ROOT = Path(__file__).resolve().parents[2]
WRONG = "def double(x):\n    return x\n"


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_reset_writes_a_fresh_stub(run, tiny):
    stub = tiny.kata().stub.read_text("utf-8")
    tiny.solve()
    run("reset", "double")
    assert tiny.kata().stub.read_text("utf-8") == stub


def test_reset_keeps_a_backup(run, tiny):
    mine = tiny.mine("# my work\n").read_text("utf-8")
    out = run("reset", "double")[1]
    (backup,) = (tiny.workspace.state / "backups").iterdir()
    assert backup.read_text("utf-8") == mine
    assert backup.name in out


def test_reset_of_a_fresh_stub_keeps_no_backup(run, tiny):
    assert run("reset", "double")[1] == "double: a fresh stub\n"
    assert not (tiny.workspace.state / "backups").exists()


def test_reset_brings_back_a_missing_file(run, tiny):
    tiny.kata().stub.unlink()
    run("reset", "double")
    assert tiny.kata().stub.is_file()


def test_reset_forgets_the_pass(run, tiny):
    tiny.passed()
    run("reset", "double")
    assert "0 of 2 katas passed" in run()[1]


def test_reset_of_all_takes_every_kata(run):
    assert run("reset", "--all")[1].count("a fresh stub") == 2


def test_reset_of_nothing_asks_for_a_name(run):
    status, _, err = run("reset")
    assert status == 2
    assert "Name the katas to reset, or say --all." in err


def test_init_refuses_a_folder_that_is_not_empty(nowhere, tmp_path):
    (tmp_path / "nowhere" / "notes.txt").write_text("mine")
    status, _, err = nowhere("init", ".")
    assert status == 2
    assert "exists and is not empty. Name a new folder." in err


@pytest.mark.parametrize("empty", [False, True])
def test_init_writes_a_workspace_with_every_kata(nowhere, tmp_path, empty):
    target = tmp_path / "nowhere" / "mine"
    if empty:
        target.mkdir()
    nowhere("init", "mine")
    slugs = [kata.slug for kata in read_path(target / "katas")]
    assert slugs == [kata.slug for kata in read_path(bundled().katas)]


def test_init_writes_stubs_whatever_lies_on_the_shelf(nowhere, tmp_path):
    nowhere("init", "mine")
    for kata in read_path(tmp_path / "nowhere" / "mine" / "katas"):
        assert ': write me")' in kata.stub.read_text("utf-8")


def test_a_new_workspace_judges_its_katas(nowhere, tmp_path, monkeypatch):
    nowhere("init", "mine")
    monkeypatch.chdir(tmp_path / "nowhere" / "mine")
    slug = read_path(bundled().katas)[0].slug
    assert nowhere("check", slug, "--subject=reference", "--goals=none")[0] == 0


def test_a_new_workspace_gives_nothing_away(nowhere, tmp_path):
    nowhere("init", "mine")
    found = [path.name for path in (tmp_path / "nowhere" / "mine").iterdir()]
    assert sorted(found) == [".vscode", "datasets", "katas", "pytest.ini"]


def test_doctor_finds_everything(run):
    status, out, _ = run("doctor")
    assert status == 0
    assert lines(out)[-1] == "Everything is here."


def test_doctor_looks_for_all_that_the_project_needs_and_for_no_extra(run):
    named = {line.split()[1] for line in lines(run("doctor")[1])}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {line.split(">")[0] for line in project["dependencies"]} <= named
    assert "tensorflow" not in named


def test_doctor_tells_of_a_broken_plugin(run, tiny):
    tiny.write("datasets/broken.py", "1 / 0")
    status, out, _ = run("doctor")
    assert status == 1
    assert "broken.py is broken and was left out: ZeroDivisionError" in out


def test_doctor_tells_that_there_is_no_workspace(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, _ = run("doctor")
    assert status == 1
    assert "!! workspace No workspace here" in "\n".join(lines(out))


def test_datasets_lists_them(run):
    assert "mnist_full not here downloaded CC BY-SA 3.0" in lines(run("datasets")[1])


def test_a_card_of_a_dataset_has_its_licence(run):
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


def test_a_card_counts_the_examples_of_each_part(run):
    found = lines(run("datasets", "show", "mnist")[1])
    assert "examples 4,000 to learn from and 1,000 to test" in found


def test_a_card_of_several_files_has_a_checksum_for_each(run):
    found = lines(run("datasets", "show", "mnist_full")[1])
    assert len([line for line in found if line.startswith("sha256 ")]) == 4


def test_a_path_has_a_card(run, tiny):
    tiny.write("mine/rows.csv", "a,b\n" + "1,x\n2,y\n" * 9)
    status, out, _ = run("datasets", "show", "csv:mine/rows.csv")
    assert (status, "classes 2: x, y" in lines(out)) == (0, True)


def test_a_path_that_is_not_there_has_none(run):
    status, out, err = run("datasets", "show", "csv:rows.csv")
    assert (status, out) == (2, "")
    assert "rows.csv does not exist" in err


@pytest.mark.filterwarnings("ignore:Glyph")  # of the picture with samples
def test_what_a_file_says_does_not_steer_the_terminal(run, tiny):
    tiny.write("rows.csv", "a,b\n" + "1,\x1b[31mx\n2,y\n" * 9)
    assert "\x1b" not in run("datasets", "show", "csv:rows.csv")[1]


@pytest.mark.parametrize("suffix", ["h5", "npz", "pkl"])
def test_a_dataset_is_saved_and_its_card_is_shown(run, suffix):
    file = f"spiral.{suffix}"
    status, out, _ = run("datasets", "save", "spiral", file, "--seed", "4")
    assert (status, out.splitlines()[0]) == (
        0,
        f"{file}: 300 and 300 examples of spiral.",
    )
    status, out, _ = run("datasets", "load", file)
    assert status == 0
    assert "what spiral, saved with seed 4: three arms of 100 points" in "\n".join(
        lines(out)
    )


def test_what_is_not_here_cannot_be_saved(run, tiny):
    status, _, err = run("datasets", "save", "cats_dogs", "a.npz")
    assert (status, (tiny.root / "a.npz").exists()) == (2, False)
    assert "'cats_dogs' is not here to be saved: `nnkata datasets fetch" in err


def test_a_saved_file_that_is_there_is_not_touched(run, tiny):
    tiny.write("a.npz", "mine")
    status, _, err = run("datasets", "save", "spiral", "a.npz")
    assert (status, (tiny.root / "a.npz").read_text()) == (2, "mine")
    assert "a.npz is there already" in err


def test_fetching_what_is_here_says_so(run):
    assert run("datasets", "fetch", "mnist")[:2] == (0, "mnist is here already.\n")


def test_fetching_an_unknown_dataset_suggests_its_neighbour(run):
    status, _, err = run("datasets", "fetch", "minst")
    assert status == 2
    assert "Did you mean 'mnist'?" in err


def test_fresh_stubs_are_no_complaint(run):
    assert run("dev", "stub", "--check") == (0, "", "")


def test_a_stale_stub_is_a_complaint(run, tiny):
    tiny.mine(WRONG)
    status, out, _ = run("dev", "stub", "--check")
    assert (status, out) == (1, "double: the stub differs. nnkata dev stub double\n")


def test_stubs_are_written_from_the_references(run, tiny):
    tiny.mine(WRONG)
    run("dev", "stub")
    assert run("dev", "stub", "--check")[0] == 0
