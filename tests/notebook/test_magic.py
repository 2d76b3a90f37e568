"""Katas in notebooks: the cell magic, and the generated notebook."""

import re
import sys
import traceback
from email.message import Message

import nbformat
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from traitlets.config import Config

from nnkata.content.catalog import find, read_path
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.notebook import export
from nnkata.notebook.export import notebook_of
from nnkata.notebook.magic import _Judged

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x ** 2\n"


@pytest.fixture(scope="session")
def ipython(tmp_path_factory):
    """IPython's shell, with a profile of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        shell = InteractiveShell.instance(
            config=Config(HistoryManager={"enabled": False})
        )
        shell.run_line_magic("load_ext", "nnkata")
        yield shell
        InteractiveShell.clear_instance()


@pytest.fixture
def judged(ipython, tiny, monkeypatch):
    """Run a cell under `%%kata` in the tiny workspace; what was shown, as mimetypes."""
    monkeypatch.chdir(tiny.root)
    shown = []
    monkeypatch.setattr("nnkata.notebook.magic.display", shown.append)
    ipython.user_ns.pop("double", None)

    def run(line, cell):
        ipython.run_cell_magic("kata", line, cell)
        return shown.pop() if shown else None

    return run


def test_a_right_cell_passes(judged):
    assert repr(judged("double", RIGHT)) == "double   3 of 3   passed"


def test_a_training_shows_its_curve():
    run = TestVerdict("t", Outcome.PASSED, goal="bars", losses=(0.7, 0.5, 0.25))
    unit = TestVerdict("u", Outcome.PASSED)
    shown = _Judged(KataVerdict("k", "mine", "", 1, (run, unit)))._repr_html_()
    assert shown.count("<svg") == 1
    assert "<title>Cost of each epoch on bars</title>" in shown
    assert "begins at 0.7 and ends at 0.25" in shown


def test_a_wrong_cell_gets_the_card_that_check_shows(judged, run, tiny):
    tiny.mine(WRONG)
    told = run("check", "double")[1]
    assert repr(judged("double", WRONG)) == told.rstrip("\n")
    assert "You squared" in told or "reading" in told


def test_html_says_the_same_words(judged):
    found = judged("double", "def double(x):\n    raise ValueError('<b>')\n")
    assert "✗ not yet" in found._repr_html_()
    assert "ValueError: &lt;b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()


def test_a_passed_cell_says_so_without_colour(judged):
    assert "<strong>✓ passed</strong>" in judged("double", RIGHT)._repr_html_()


def test_the_functions_of_a_cell_can_be_tried_in_the_notebook(judged, ipython):
    judged("double", WRONG)
    assert ipython.ev("double(5)") == 25


def test_a_cell_may_import_what_its_kata_needs(judged, ipython):
    cell = "from katas.double.double import double\n\n\ndef quadruple(x):\n"
    judged("quadruple", cell + "    return double(double(x))\n")
    assert ipython.ev("quadruple(3)") == 12
    assert not [name for name in sys.modules if name.startswith("katas")]


def test_lines_are_counted_as_the_notebook_counts_them(judged, ipython):
    cell = "def double(x):\n    return x / 0\n"
    assert "double.py:3:  return x / 0" in repr(judged("double", cell))
    failed = ipython.run_cell("double(1)", silent=True)
    *_, last = traceback.extract_tb(failed.error_in_exec.__traceback__)
    assert (last.lineno, last.line) == (3, "return x / 0")


def test_a_cell_that_does_not_parse_is_told_once(judged, capsys):
    told = repr(judged("double", "def double(x:\n"))
    assert "double.py cannot be imported: SyntaxError" in told
    assert capsys.readouterr() == ("", "")


def test_a_cell_that_never_ends_is_stopped(judged):
    assert "passed" not in repr(judged("double", "while True:\n    pass\n"))


def test_a_cell_that_wants_to_exit_leaves_the_notebook_alone(judged):
    assert "exit() ends the whole test" in repr(
        judged("double", "raise SystemExit(3)\n")
    )


def test_a_stub_is_to_be_written_in_the_cell(judged, tiny):
    told = repr(judged("double", stub_of(tiny.workspace.reference("double"))))
    assert "write double in this cell" in told


def test_what_another_cell_imported_is_missing_here(judged):
    told = repr(judged("double", "def double(x):\n    return np.add(x, x)\n"))
    assert "A cell is judged by itself" in told


def test_full_shows_every_failure(judged):
    assert repr(judged("double --full", WRONG)).count("  x ") == 2


def test_a_cell_is_not_kept_unless_asked(judged, tiny):
    before = tiny.kata().stub.read_bytes()
    judged("double", RIGHT)
    assert tiny.kata().stub.read_bytes() == before
    assert not tiny.workspace.state.exists()


def test_save_over_an_untouched_stub_keeps_no_copy(judged, tiny):
    stub = tiny.kata().stub
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    judged("double --save", RIGHT)
    assert stub.read_text("utf-8") == RIGHT
    assert not (tiny.workspace.state / "backups").exists()


def test_save_of_the_same_cell_keeps_no_copy(judged, tiny):
    tiny.mine(RIGHT.replace("\n", "\r\n"))
    judged("double --save", RIGHT)
    assert not (tiny.workspace.state / "backups").exists()


@pytest.mark.parametrize(
    "record, told",
    [
        ("{", "progress.json is damaged. It is kept as"),
        ('{"version": 9, "passed": {}}', "was written by a newer nnkata"),
    ],
)
def test_a_record_that_cannot_be_used_stops_no_verdict(
    judged, tiny, capsys, record, told
):
    tiny.write(".nnkata/progress.json", record)
    assert judged("double --save", RIGHT).verdict.passed
    assert told in capsys.readouterr().out


def test_save_writes_the_file_and_keeps_what_was_there(judged, tiny, capsys):
    tiny.mine(WRONG)
    judged("double --save", RIGHT)
    assert tiny.kata().stub.read_text("utf-8") == RIGHT
    (kept,) = (tiny.workspace.state / "backups").iterdir()
    assert kept.read_text("utf-8") == WRONG
    assert kept.name in capsys.readouterr().out


def test_save_of_the_same_keeps_no_backup(judged, tiny):
    tiny.mine(RIGHT)
    judged("double --save", RIGHT)
    assert not (tiny.workspace.state / "backups").exists()


def test_save_of_an_untouched_stub_is_no_beginning(judged, tiny):
    judged("double --save", tiny.kata().stub.read_text("utf-8"))
    assert tiny.workspace.progress.state(tiny.kata()) == "new"


def test_save_of_a_wrong_answer_is_a_beginning(judged, tiny):
    judged("double --save", RIGHT.replace("2", "3"))
    assert tiny.workspace.progress.state(tiny.kata()) == "started"


def test_save_remembers_a_pass(judged, tiny, run):
    judged("double --save", RIGHT)
    assert "1 of 2 katas passed" in run()[1]


def test_without_a_workspace_the_installed_katas_judge(judged, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = judged(
        "clipped_cost", bundled().reference("clipped_cost").read_text("utf-8")
    )
    assert repr(told).endswith("passed")


def test_without_a_workspace_there_is_nowhere_to_save(judged, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="--save needs a workspace"):
        judged("neuron --save", RIGHT)


COMMANDS = "%matplotlib inline\n!echo from the shell\n" + RIGHT + "double?\n"


@pytest.fixture
def inline(ipython):
    """The magics that the cell above uses, without a kernel."""
    asked = []
    ipython.register_magic_function(
        lambda line: asked.append(line), "line", "matplotlib"
    )
    return asked


def test_the_shells_own_commands_are_no_mistake(judged, inline):
    assert repr(judged("double", COMMANDS)) == "double   3 of 3   passed"


def test_the_shells_own_commands_run_in_the_notebook(judged, inline, capfd):
    judged("double", COMMANDS)
    told = capfd.readouterr().out
    assert inline == ["inline"]
    assert "from the shell" in told
    assert "double(x)" in told  # what `double?` shows


def test_lines_below_a_command_are_counted_as_the_notebook_counts_them(judged):
    cell = "!echo \\\n  a\n\ndef double(x):\n    return x / 0\n"
    assert "double.py:6:  return x / 0" in repr(judged("double", cell))


def test_a_command_that_the_shell_does_not_know_is_told(judged):
    with pytest.raises(UsageError, match="nonsense"):
        judged("double", "%nonsense\n" + RIGHT)


def test_a_cell_magic_below_the_magic_is_told_in_a_line(judged):
    with pytest.raises(UsageError, match="%%time does not work below %%kata"):
        judged("double", "%%time\n" + RIGHT)


def test_save_writes_python_and_says_so(judged, inline, tiny, capsys):
    judged("double --save", COMMANDS)
    saved = tiny.kata().stub.read_text("utf-8")
    assert saved == f"# %matplotlib inline\n# !echo from the shell\n{RIGHT}# double?\n"
    assert "notebook commands (% ! ?) are comments there" in capsys.readouterr().out


def test_what_a_failing_cell_printed_is_shown_once(judged, capsys):
    cell = "print('loaded')\n\n\ndef double(x):\n    print('x is', x)\n    return 9\n"
    told = repr(judged("double", cell))
    assert "printed  x is 0" in told
    assert "loaded" not in told
    assert capsys.readouterr().out == "loaded\n"


def test_an_unknown_kata_suggests_its_neighbour(judged):
    with pytest.raises(UsageError, match="no kata 'dubble'"):
        judged("dubble", RIGHT)


@pytest.mark.parametrize("line", ["", "double --nonsense"])
def test_a_misspelt_line_is_told_without_a_traceback(judged, capsys, line):
    assert judged(line, RIGHT) is None
    assert "usage: %%kata" in capsys.readouterr().err


def test_an_open_quote_is_told(judged):
    with pytest.raises(UsageError, match="No closing quotation"):
        judged('"double', RIGHT)


# -- the generated notebook ------------------------------------------------------------


def notebook(kata, stub):
    return nbformat.reads(notebook_of(kata, stub), as_version=4)


def test_a_notebook_is_the_lesson_and_the_stub(tiny):
    kata = tiny.kata()
    found = notebook(kata, "def double(x): ...\n")
    assert found.cells[0].source == kata.lesson.read_text("utf-8").rstrip()
    assert found.cells[-1].source == "%%kata double\ndef double(x): ..."


@pytest.fixture
def lesson_cell(tiny, monkeypatch):
    """The lesson of an exported notebook, of a package that states these addresses."""
    folder = tiny.kata().folder
    (folder / "picture.svg").write_text("<svg/>", encoding="utf-8")
    text = '![A "line"](picture.svg)\nSee [halves](../halves/README.md#try) and <https://a.b>.'
    tiny.write("katas/double/README.md", text)

    def cell(*urls):
        stated = Message()
        for url in urls:
            stated["Project-URL"] = url
        monkeypatch.setattr(export, "metadata", lambda name: stated)
        return notebook(tiny.kata(), "def double(x): ...\n").cells[0].source

    return cell


def test_links_of_an_exported_lesson_lead_to_the_repository(lesson_cell):
    text = lesson_cell("Home, https://h.org", "Repository, https://git.org/me/nnkata/")
    to = "https://git.org/me/nnkata/blob/HEAD/katas/halves/README.md#try"
    assert f"See [halves]({to}) and <https://a.b>." in text


def test_links_of_an_exported_lesson_are_words_where_no_address_is_known(lesson_cell):
    assert "See halves and <https://a.b>." in lesson_cell()


def test_pictures_of_an_exported_lesson_stand_in_it(lesson_cell):
    start = '<img alt="A &quot;line&quot;" src="data:image/svg+xml;base64,PHN2Zy8+">'
    assert lesson_cell().startswith(start)


def test_no_link_of_an_exported_lesson_leads_to_a_missing_file():
    workspace = bundled()
    for kata in read_path(workspace.katas):
        text = notebook(kata, stub_of(workspace.reference(kata.slug))).cells[0].source
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert [link for link in links if not link.startswith("https://")] == []


def test_a_notebook_is_made_of_the_same_bytes_twice(run, tiny):
    assert run("notebook", "double", "a.ipynb")[0] == 0
    assert run("notebook", "double", "b.ipynb")[0] == 0
    first, second = ((tiny.root / f"{n}.ipynb").read_bytes() for n in "ab")
    assert first == second
    assert b"\r" not in first


def test_every_kata_makes_a_valid_notebook():
    workspace = bundled()
    for kata in read_path(workspace.katas):
        nbformat.validate(notebook(kata, stub_of(workspace.reference(kata.slug))))


def test_a_notebook_is_called_like_its_kata(run, tiny):
    out = run("notebook", "double")[1]
    assert out.startswith("double.ipynb: open it in")
    assert (tiny.root / "double.ipynb").is_file()


def test_a_notebook_that_was_worked_in_is_left_alone(run, tiny):
    tiny.write("double.ipynb", "my work")
    status, _, err = run("notebook", "double")
    assert status == 2
    assert "exists and holds something else" in err
    assert (tiny.root / "double.ipynb").read_text("utf-8") == "my work"


def test_the_same_notebook_again_is_no_trouble(run):
    run("notebook", "double")
    assert run("notebook", "double")[0] == 0


def test_a_notebook_is_made_without_a_workspace(nowhere):
    assert nowhere("notebook", "neuron")[0] == 0
    assert nbformat.read("neuron.ipynb", as_version=4).cells[-1].id == "answer"


def test_a_missing_nbformat_says_what_to_install(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    status, _, err = run("notebook", "double")
    assert status == 2
    assert "pip install 'nnkata[notebook]'" in err


@pytest.fixture
def executed(tmp_path, monkeypatch):
    """A notebook's cells, run by a kernel of this Python."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))

    def run(found, folder):
        NotebookClient(
            found, timeout=120, resources={"metadata": {"path": folder}}
        ).execute()
        return found.cells[-1].outputs

    return run


def test_a_notebook_with_the_right_answer_says_passed(executed, tmp_path):
    workspace = bundled()
    kata = find(read_path(workspace.katas), "neuron")
    reference = workspace.reference("neuron").read_text("utf-8")
    found = notebook(kata, reference)
    found.cells.append(nbformat.v4.new_code_cell("float(mse(1.5, 0.5))"))
    (tried,) = executed(found, str(tmp_path))
    (shown,) = found.cells[-2].outputs
    assert shown.data["text/plain"].endswith("passed")
    assert "✓ passed" in shown.data["text/html"]
    assert float(tried.data["text/plain"]) == 1.0


def test_a_fresh_notebook_says_what_to_write(executed, tiny):
    found = notebook(tiny.kata(), stub_of(tiny.workspace.reference("double")))
    (shown,) = executed(found, str(tiny.root))
    assert "write double in this cell" in shown.data["text/plain"]
