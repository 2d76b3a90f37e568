"""`nnkata init`: a workspace in a new folder."""

from pathlib import Path

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.workspace import bundled


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


def test_init_fills_the_empty_folder_one_stands_in(nowhere, tmp_path):
    here = (tmp_path / "nowhere").stat().st_ino
    status, out, err = nowhere("init", ".")
    assert (status, err) == (0, "")
    assert "cd " not in out
    assert (tmp_path / "nowhere").stat().st_ino == here  # no shell loses its folder
    assert sorted(path.name for path in Path().iterdir()) == [
        ".vscode",
        "datasets",
        "katas",
        "pytest.ini",
    ]


def test_a_folder_that_cannot_be_filled_stays_empty(nowhere, monkeypatch):
    def full(katas, root):
        (root / "katas").mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nnkata.commands.init.renew", full)
    status, _, err = nowhere("init", ".")
    assert status == 2
    assert ". cannot be written: No space left on device." in err
    assert not any(Path().iterdir())


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


def test_the_pages_that_lessons_lead_to_come_along(run, tmp_path):
    run("init", str(tmp_path / "mine"))
    katas = tmp_path / "mine" / "katas"
    for page in ("calculus.md", "glossary.md", "calculus_chain.svg"):
        assert (katas / page).is_file()
