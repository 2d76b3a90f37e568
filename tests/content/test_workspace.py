"""Where things are: a workspace, the one around a folder, and the bundled shelves."""

import pytest

from nnkata.content.workspace import bundled, find_workspace, nearest
from nnkata.errors import WorkspaceError


def test_the_nearest_workspace_holds_the_folder(tiny):
    assert nearest(tiny.root / "katas" / "double").root == tiny.root


def test_outside_of_every_workspace_there_is_none(tmp_path):
    assert nearest(tmp_path) is None


def test_an_inner_workspace_hides_the_outer_one(tiny):
    inner = tiny.write("inner/katas/syllabus.toml", "chapters = []").parents[2]
    assert nearest(inner).root == inner


def test_no_workspace_is_an_error_that_says_how_to_get_one(tmp_path):
    with pytest.raises(WorkspaceError, match="nnkata init my-katas"):
        find_workspace(tmp_path)


def test_a_workspace_has_its_katas_and_its_datasets(tiny):
    workspace = tiny.workspace.katas, tiny.workspace.datasets
    assert workspace == (tiny.root / "katas", tiny.root / "datasets")


def test_a_workspace_has_its_own_solutions_if_it_holds_some(tiny):
    assert tiny.workspace.solutions == tiny.root / "solutions"


def test_a_workspace_without_solutions_finds_the_bundled_ones(tmp_path):
    (tmp_path / "katas").mkdir()
    (tmp_path / "katas" / "syllabus.toml").write_text("chapters = []")
    assert nearest(tmp_path).solutions == bundled().solutions


def test_what_a_workspace_remembers_lies_in_it(tiny):
    assert tiny.workspace.state == tiny.root / ".nnkata"


@pytest.mark.parametrize("shelf", ["katas", "solutions", "datasets"])
def test_the_bundled_shelves_are_there(shelf):
    assert any(getattr(bundled(), shelf).iterdir())


def test_mistakes_are_listed_by_name(tiny):
    tiny.write("solutions/double/mistakes/halved.py", '"""You halved."""\n')
    names = [file.stem for file in tiny.workspace.mistakes("double")]
    assert names == ["halved", "squared"]


def test_files_that_begin_with_an_underscore_are_no_mistakes(tiny):
    tiny.write("solutions/double/mistakes/_notes.py", "")
    names = [file.stem for file in tiny.workspace.mistakes("double")]
    assert names == ["squared"]


def test_stray_files_are_no_mistakes(tiny):
    folder = tiny.root / "solutions" / "double" / "mistakes"
    (folder / ".#squared.py").symlink_to("someone@host.1:1")
    (folder / "._squared.py").write_bytes(b"\0\5\x16\7")
    (folder / "gone.py").symlink_to("nowhere.py")
    assert [file.stem for file in tiny.workspace.mistakes("double")] == ["squared"]


def test_right_answers_are_found(tiny):
    assert [file.stem for file in tiny.workspace.right_answers("double")] == ["sum"]


def test_a_kata_without_other_right_answers_has_none(tiny):
    assert tiny.workspace.right_answers("quadruple") == []
