"""The rules of the house: who may know whom, and what stays light."""

import ast
import importlib
import re
import sys
import tomllib
from pathlib import Path

import pytest

from nnkata import data, judging
from nnkata.content.catalog import read_kata
from nnkata.content.extras import EXTRAS

ROOT = Path(__file__).resolve().parents[1]
KATAS = sorted(file.parent for file in ROOT.glob("katas/*/kata.toml"))
MACHINE = sorted(ROOT.glob("src/nnkata/**/*.py"))
PACKAGE = ast.parse((ROOT / "src/nnkata/__init__.py").read_text("utf-8"))
OVERLAYS = ("mistakes", "right", "broken")
# Who may import what is heavy as soon as it is imported itself; all others do it late.
HEAVY = {
    "numpy": {
        *("testing", "authoring.dataset_check", "authoring.float32"),
        *("data.formats", "data.from_path", "data.splits"),
        *("data.readers", "diagnosis.compare", "diagnosis.examiner"),
        "subject.sandbox",
        "diagnosis.donors",
        "judging.literals",
        *("grading.agreement", "grading.secret"),
        *("grading.training", "grading.variation"),
        *(
            "diagnosis.elementwise",
            "diagnosis.factors",
            "diagnosis.parts",
            "diagnosis.relations",
            "diagnosis.statements",
            "report.contact_sheet",
            "report.html",
        ),
        *("training.goal_run", "training.picture"),
        *("training.predict", "training.store", "training.typical"),
    },
    "pytest": {
        *("authoring.batch", "plugin", "judging.item"),
        *("judging.collected", "judging.session", "judging.spec_file"),
    },
    "pluggy": {"data.registry", "data.spec"},
    "rich": {"report.markdown", "report.table"},
    "matplotlib": set(),
    "jinja2": {"report.html"},
    "IPython": {"notebook.magic"},
    "nbformat": set(),
    "pooch": set(),
    "watchfiles": set(),
    "requests": set(),
    "kagglehub": set(),
    "h5py": set(),
    "PIL": set(),
    "tensorflow": set(),
    "keras": set(),
}
# Kept by git at the top of the repository, and made by work in it.
MADE = {"build", "dist", "htmlcov", "__pycache__", "nnkata-report.html"}


def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(nodes):
    """The full names of the modules that these nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "." * node.level


def everywhere(file):
    return set(imported(ast.walk(tree(file))))


def at_the_top(file):
    """What a file imports as soon as it is imported itself."""
    waiting, found = [tree(file)], []
    while waiting:
        node = waiting.pop()
        if not is_late(node):
            found.append(node)
            waiting += ast.iter_child_nodes(node)
    return set(imported(found))


def is_late(node):
    """Whether what is inside runs later, or is for type checkers only."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def strangers(names, *allowed):
    """Imported names that are neither standard library nor allowed."""
    known = {*sys.stdlib_module_names, *allowed}
    return {
        name for name in names if name not in known and name.split(".")[0] not in known
    }


def extras(folder):
    return [m for name in read_kata(folder).extras for m in EXTRAS[name].modules]


def katas_in(file):
    return {name for name in everywhere(file) if name.split(".")[0] == "katas"}


def answers(folder):
    """Every file that answers a kata: reference, mistakes, other right answers."""
    home = ROOT / "solutions" / folder.name
    layers = [file for layer in OVERLAYS for file in home.glob(f"{layer}/*.py")]
    return [home / f"{folder.name}.py", *sorted(layers)]


def by_slug(folders):
    return pytest.mark.parametrize("folder", folders, ids=lambda folder: folder.name)


def by_name(files):
    names = [
        "-".join(file.relative_to(ROOT).with_suffix("").parts[2:]) for file in files
    ]
    return pytest.mark.parametrize("file", files, ids=names)


@by_slug(KATAS)
def test_a_spec_imports_helpers_and_never_a_subject(folder):
    names = everywhere(folder / f"test_{folder.name}.py")
    needs = [f"katas.{need}.{need}" for need in read_kata(folder).needs]
    likened = (
        needs if extras(folder) else []
    )  # a Keras model is compared with one's own
    allowed = ("numpy", "pytest", "nnkata.testing", *extras(folder), *likened)
    assert strangers(names, *allowed) == set()


@by_slug(KATAS)
def test_a_kata_imports_exactly_what_it_needs(folder):
    used = katas_in(ROOT / "solutions" / folder.name / f"{folder.name}.py")
    used |= katas_in(folder / f"test_{folder.name}.py")
    assert used == {f"katas.{need}.{need}" for need in read_kata(folder).needs}


@by_slug(KATAS)
def test_an_answer_imports_arrays_and_its_needs_alone(folder):
    needs = [f"katas.{need}.{need}" for need in read_kata(folder).needs]
    for file in answers(folder):
        assert strangers(everywhere(file), "numpy", *needs, *extras(folder)) == set(), (
            file
        )


@by_name(sorted(ROOT.glob("solutions/*/work.py")))
def test_the_work_of_a_kata_imports_arrays_alone(file):
    assert strangers(everywhere(file), "numpy") == set()


# Their specs measure the loss themselves.
MEASURED = {"optimizers", "regularization"}


@by_slug(KATAS)
def test_goals_with_a_loss_are_judged_by_the_reference(folder):
    kata = read_kata(folder)
    named = {name for goal in kata.goals for name in (*goal.at_least, *goal.at_most)}
    file = ROOT / "solutions" / folder.name / "loss.py"
    if named & {"first_loss", "last_loss"} and folder.name not in MEASURED:
        assert file.is_file()
    if file.is_file():
        needs = {f"katas.{name}.{name}" for name in (folder.name, *kata.needs)}
        assert strangers(everywhere(file), "numpy", *needs) == set()
        # Without examples the subject's own list would be believed.
        call = "goal.judge_loss(X" if kata.extras else "goal.slices(X"
        assert call in kata.spec.read_text("utf-8")


@by_slug(KATAS)
def test_a_graded_training_has_two_epochs_or_more(folder):
    for goal in read_kata(folder).goals:
        assert goal.settings.get("epochs", 2) >= 2, goal.name


@by_slug(KATAS)
def test_an_answer_draws_from_the_generator_it_is_given(folder):
    right = [file for file in answers(folder) if file.parent.name != "mistakes"]
    for file in [*right, folder / f"test_{folder.name}.py"]:
        used = re.findall(r"\bnp\.random\.(\w+)", file.read_text(encoding="utf-8"))
        # A spec may look whether the global state is as it was,
        # and start from weights that were published as draws of the old generator.
        published = (
            {"get_state", "RandomState"} if file.stem.startswith("test_") else set()
        )
        assert set(used) <= {"default_rng", "Generator"} | published, file


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in ROOT.glob("datasets/[!_]*.py"))
)
def test_a_dataset_imports_arrays_at_the_last_moment(name):
    assert strangers(at_the_top(ROOT / "datasets" / f"{name}.py"), "nnkata") == set()


def test_datasets_import_arrays_and_the_machine_alone():
    for file in ROOT.glob("datasets/*.py"):
        assert strangers(everywhere(file), "nnkata", "numpy", "h5py", "PIL") == set(), (
            file
        )


def test_a_plugin_uses_the_public_api_alone():
    """The built-in plugins can do nothing that a stranger's cannot."""
    examples = ROOT.glob("examples/*/src/*.py")
    for file in [*ROOT.glob("datasets/*.py"), *examples]:
        ours = {name for name in everywhere(file) if name.split(".")[0] == "nnkata"}
        assert ours <= {"nnkata", "nnkata.data", "nnkata.testing"}, file
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom) and node.module in ours:
                public = importlib.import_module(node.module).__all__
                assert {alias.name for alias in node.names} <= {*public}, file


def test_every_public_name_for_plugins_can_be_imported_and_is_described():
    for name in data.__all__:
        assert getattr(data, name) is not None
        assert re.search(rf"^    .*\b{name}\b", data.__doc__, re.MULTILINE), name


@by_name(MACHINE)
def test_a_module_of_the_machine_says_what_it_is(file):
    assert ast.get_docstring(tree(file))


@by_name(MACHINE)
def test_a_module_of_the_machine_imports_what_is_heavy_late(file):
    parts = file.relative_to(ROOT / "src" / "nnkata").with_suffix("").parts
    known = {".".join(parts), ".".join(parts[:-1])}
    tops = {name.split(".")[0] for name in at_the_top(file)}
    assert [name for name in tops & {*HEAVY} if not known & HEAVY[name]] == []


@by_name(MACHINE)
def test_the_machine_knows_no_kata_and_no_solution(file):
    tops = {name.split(".")[0] for name in everywhere(file)}
    assert tops & {"katas", "solutions", "datasets", "tests"} == set()


@by_name(sorted(ROOT.glob("src/nnkata/content/*.py")))
def test_content_needs_the_standard_library_alone(file):
    ours = {name for name in everywhere(file) if name.startswith("nnkata.")}
    assert strangers(everywhere(file), *ours) == set()


def test_nothing_but_keras_katas_imports_tensorflow():
    loads_models = ROOT / "src/nnkata/training/keras_file.py"  # late, in safe mode
    for file in [
        *(file for file in MACHINE if file != loads_models),
        *ROOT.glob("katas/*/test_*.py"),
        *ROOT.glob("solutions/**/*.py"),
    ]:
        slug = file.relative_to(ROOT).parts[1]
        if not slug.startswith("keras_"):
            tops = {name.split(".")[0] for name in everywhere(file)}
            assert tops & {"tensorflow", "keras"} == set(), file


@pytest.mark.parametrize(
    "words", [[], ["list"], ["--help"]], ids=["bare", "list", "help"]
)
def test_the_command_line_stays_light(python, tiny, words):
    program = f"""
import sys
from nnkata.cli import main
try:
    main({words})
except SystemExit:
    pass
print("heavy:", sorted({{*sys.modules}} & {set(HEAVY)}))
"""
    done = python("-c", program, cwd=tiny.root)
    assert done.stdout.splitlines()[-1] == "heavy: []", done.stderr


def test_the_top_of_the_repository_fits_on_one_screen():
    shown = [path.name for path in ROOT.iterdir() if not path.name.startswith(".")]
    assert len({*shown} - MADE) <= 16


def test_the_package_lists_its_packages_as_the_contract_has_them():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    named = [name for layer in layers for name in re.findall(r"\w+", layer)]
    listed = re.findall(r"^(\w+(?:, \w+)*)(?:  |$)", ast.get_docstring(PACKAGE), re.M)
    assert re.findall(r"\w+", " ".join(listed)) == [
        name for name in named if name not in ("version", "splits")
    ]


# From the days before the words were agreed on; CONTRIBUTING has those to use.
OLD_WORDS = r"\b(mend(ed)?|belies?|astray|whoever|likewise|lest|learnt|honest run)\b"


@by_name(MACHINE)
def test_the_engine_speaks_plain_english(file):
    assert re.findall(OLD_WORDS, file.read_text("utf-8"), re.IGNORECASE) == []


@pytest.mark.parametrize(
    "package", [data, judging], ids=lambda package: package.__name__
)
def test_type_checkers_see_the_names_that_a_package_offers(package):
    tree = ast.parse(Path(package.__file__).with_suffix(".pyi").read_text("utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    found = {
        alias.asname: (node.module, alias.name)
        for node in imports
        for alias in node.names
    }
    assert sorted(found) == sorted(package.__all__)
    for name, (module, original) in found.items():
        assert getattr(importlib.import_module(module), original) is getattr(
            package, name
        )
