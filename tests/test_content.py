"""What is promised of every kata: its files, stub, reference, hints and lesson.

That every spec refuses its mistakes and mutants is proved by `nnkata dev check`.
"""

import ast
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.extras import missing
from nnkata.content.schema import read_toml
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import find_workspace
from nnkata.data.registry import read_registry
from nnkata.subject.loader import Loader

ROOT = Path(__file__).resolve().parents[1]
HOUSE = find_workspace(ROOT)
PATH = read_path(HOUSE.katas)
# What needs TensorFlow is run where there is one: the environment keras sees to it.
RUN = [kata for kata in PATH if not missing(kata)]
SLUGS = [kata.slug for kata in PATH]
RUNNING = [kata.slug for kata in RUN]

# What a stub says of an array that a spec fills with whole numbers.
WHOLE = re.compile(r"whole|\bint\b|\bintegers?\b|\buint8\b|any type", re.IGNORECASE)

each_kata = pytest.mark.parametrize("kata", PATH, ids=SLUGS)
each_run = pytest.mark.parametrize("kata", RUN, ids=RUNNING)


@pytest.fixture(scope="module")
def judged(request):
    """By kata: what `judged_references` found, in two processes side by side."""
    here = [item for item in request.session.items if item.path == request.path]
    asking = [item for item in here if "judged" in item.fixturenames]
    slugs = {item.callspec.params["kata"].slug for item in asking}
    wanted = [slug for slug in RUNNING if slug in slugs]
    script = str(ROOT / "tests" / "judged_references.py")
    command = [sys.executable, "-P", script, str(ROOT)]
    running = [
        subprocess.Popen([*command, *slugs], stdout=subprocess.PIPE, encoding="utf-8")
        for slugs in (wanted[::2], wanted[1::2])
    ]
    lines = [
        line for process in running for line in process.communicate()[0].splitlines()
    ]
    found = [json.loads(line) for line in lines if line.startswith("[")]
    return {slug: Judged(*results) for slug, *results in found}


class Judged(NamedTuple):
    stub: dict[str, list[str]]
    reference: dict[str, list[str]]
    by_position: dict[str, list[str]]
    given_whole: list[list[str]]
    first_calls_that_tell_little: list[str]


def calls_of_the_subject(kata):
    """Each call `kata.name(...)` in a spec, beside the function that it calls."""
    functions = {function.name: function for function in public_functions(kata)}
    for node in ast.walk(ast.parse(kata.spec.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(ast.Name("kata"), name)):
                yield node, functions[name]


def entries(function, section):
    """The entries of a section of a docstring: name and type, then what they are."""
    text = ast.get_docstring(function) + "\n"
    _, _, below = text.partition(f"\n{section}\n{'-' * len(section)}\n")
    inside = re.split(r"\n\n\S.*\n(?:---|$)", below)[0] + "\n"
    return re.findall(r"^(\S.*)\n((?:    .*\n)*)", inside, re.MULTILINE)


def tolerance(text):
    """The sentence that begins with "Tolerance:", on one line; maybe a point of a list."""
    sentence = re.compile(
        r"^(?:- )?(Tolerance: .*?\.)(?=\s|$)", re.MULTILINE | re.DOTALL
    )
    found = sentence.search(text)
    return found and " ".join(found[1].split())


def public_functions(kata):
    tree = ast.parse(HOUSE.reference(kata.slug).read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if not node.name.startswith("_")]


def code_lines(kata, function):
    """The lines of a function's body that are long enough to give something away."""
    lines = HOUSE.reference(kata.slug).read_text(encoding="utf-8").splitlines()
    body = lines[function.body[0].end_lineno : function.end_lineno]
    code = [line.partition("#")[0].strip() for line in body]
    return [line for line in code if len(line) > 8]


def lesson(kata):
    return kata.lesson.read_text(encoding="utf-8")


def advice(file):
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def folders(shelf):
    return {
        path.name for path in shelf.iterdir() if path.is_dir() and path.name[0] != "_"
    }


@each_kata
def test_a_kata_has_its_five_files(kata):
    files = [kata.folder / "kata.toml", kata.lesson, kata.hints, kata.stub, kata.spec]
    assert [file.name for file in files if not file.is_file()] == []


@each_kata
def test_a_lessons_pictures_are_there_and_told_in_words(kata):
    shown = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", lesson(kata))
    assert [file for _, file in shown if not (kata.folder / file).is_file()] == []
    assert [file for told, file in shown if len(told.split()) < 10] == []


def test_every_picture_is_shown_in_its_lesson():
    drawn = {file.parent.name for file in HOUSE.katas.glob("*/picture.svg")}
    shown = {kata.slug for kata in PATH if "](picture.svg)" in lesson(kata)}
    assert drawn == shown


@each_kata
def test_a_solution_has_its_reference_and_its_reasons(kata):
    files = [HOUSE.reference(kata.slug), HOUSE.solutions / kata.slug / "why.md"]
    assert [file.name for file in files if not file.is_file()] == []


@each_kata
def test_a_solution_has_mistakes_and_other_right_answers(kata):
    assert HOUSE.mistakes(kata.slug)
    assert HOUSE.right_answers(kata.slug)


@pytest.mark.parametrize("shelf", [HOUSE.katas, HOUSE.solutions], ids=["katas", "sol"])
def test_no_folder_is_missing_in_the_syllabus(shelf):
    assert folders(shelf) - set(SLUGS) == set()


def test_a_network_reads_digits_within_two_listed_hours():
    """Whoever begins wants to see one learn soon."""
    trained = next(kata.number for kata in PATH if kata.goals)
    assert PATH[trained - 1].goals[0].dataset == "mnist"
    assert sum(kata.minutes for kata in PATH[:trained]) <= 120


@each_kata
def test_a_pass_says_what_was_built_with_a_number_and_what_to_try(kata):
    measured = {goal.name: {**goal.at_least} for goal in kata.goals if goal.required}
    told = kata.built.format(lines="7 lines of your own", **measured)
    assert re.search(r"\d", told)
    assert told.endswith(".")
    assert kata.experiment.format(nnkata="nnkata")[-1] in ".?"


@each_kata
def test_a_pass_names_the_digits_that_the_goal_has(kata):
    """Classes of several digits each, `kinds` in the settings, are read aloud."""
    for goal in kata.goals:
        if goal.required and (kinds := dict(goal.settings).get("kinds")):
            negative, positive = (
                f"{', '.join(map(str, digits[:-1]))} and {digits[-1]}"
                for digits in kinds
            )
            assert f"{negative} from {positive}" in kata.built


@each_kata
def test_a_pass_names_what_synthetic_data_show(kata):
    """A network of drawn rings and crosses has seen no cat."""
    datasets = read_registry(HOUSE.datasets)
    for goal in kata.goals:
        if f"{{{goal.name}[" in kata.built and datasets.get(goal.dataset).synthetic:
            drawn = [name.split()[0] for name in datasets.get(goal.dataset).classes]
            assert [name for name in drawn if name not in kata.built] == []


@each_kata
def test_the_generated_stub_compiles(kata):
    compile(stub_of(HOUSE.reference(kata.slug)), "stub", "exec")


@each_run
def test_the_stub_fails_every_test_as_unwritten(kata, judged):
    stub = judged[kata.slug].stub
    assert stub
    assert {name: told for name, told in stub.items() if told[0] != "unwritten"} == {}


@each_run
def test_the_reference_passes_with_warnings_as_errors(kata, judged):
    reference = judged[kata.slug].reference
    assert reference
    assert {n: told for n, told in reference.items() if told[0] != "passed"} == {}


@each_run
def test_required_parameters_may_have_other_names(kata, judged):
    outcomes = judged[kata.slug].by_position
    assert {n: told for n, told in outcomes.items() if told[0] != "passed"} == {}


@each_kata
def test_a_spec_gives_no_required_argument_by_its_name(kata):
    named = []
    for call, function in calls_of_the_subject(kata):
        parameters, defaults = function.args.args, function.args.defaults
        required = [p.arg for p in parameters[: len(parameters) - len(defaults)]]
        keywords = [keyword.arg for keyword in call.keywords]
        unknown = None in keywords and len(call.args) < len(required)
        if unknown or set(keywords) & set(required):
            named.append(f"line {call.lineno}: {ast.unparse(call)}")
    assert named == []


@each_run
def test_a_function_is_first_called_with_arguments_that_tell_slips_apart(kata, judged):
    assert judged[kata.slug].first_calls_that_tell_little == []


@each_run
def test_a_stub_says_where_whole_numbers_may_come_in(kata, judged):
    functions = {function.name: function for function in public_functions(kata)}
    silent = [
        (name, parameter)
        for name, parameter in judged[kata.slug].given_whole
        for head, text in entries(functions[name], "Parameters")
        if "ndarray" in head
        and parameter in head.partition(" : ")[0].split(", ")
        and not WHOLE.search(f"{head} {' '.join(text.split())}")
    ]
    assert silent == []


@each_kata
def test_a_stub_promises_no_type_of_number(kata):
    returned = [e for f in public_functions(kata) for e, _ in entries(f, "Returns")]
    assert [
        entry for entry in returned if re.search(r"\b(int|float)\d*\b", entry)
    ] == []


@each_kata
def test_a_lesson_states_the_tolerance_of_its_spec(kata):
    spec = ast.get_docstring(ast.parse(kata.spec.read_text(encoding="utf-8")))
    assert tolerance(spec)
    assert tolerance(lesson(kata)) == tolerance(spec)


@each_kata
def test_every_public_function_has_three_hints(kata):
    steps = {name: len(hint["steps"]) for name, hint in read_toml(kata.hints).items()}
    assert steps == {function.name: 3 for function in public_functions(kata)}


@each_kata
def test_a_hint_is_short(kata):
    steps = [step for hint in read_toml(kata.hints).values() for step in hint["steps"]]
    assert [step for step in steps if len(step) > 300] == []


@each_kata
def test_the_first_two_hints_hold_no_line_of_the_reference(kata):
    hints = read_toml(kata.hints)
    for function in public_functions(kata):
        early = " ".join(hints[function.name]["steps"][:2])
        assert [line for line in code_lines(kata, function) if line in early] == []


@each_kata
def test_a_lesson_begins_with_the_title(kata):
    assert lesson(kata).splitlines()[0] == f"# {kata.title}"


@each_kata
def test_a_lesson_says_how_hard_and_long_it_is(kata):
    told = f"*Difficulty {kata.difficulty} of 5, about {kata.minutes} minutes."
    assert told in lesson(kata)


@each_kata
def test_a_lesson_says_when_it_is_done(kata):
    assert "\n## Done when\n" in lesson(kata)


@each_run
def test_the_code_of_a_lesson_runs(kata):
    blocks = re.findall(
        r"^```python\n(.*?)^```", lesson(kata), re.DOTALL | re.MULTILINE
    )
    reference = Loader(kata, HOUSE, "reference")
    with warnings.catch_warnings(), reference.imports():
        warnings.simplefilter("error")
        for block in blocks:
            exec(compile(block, str(kata.lesson), "exec"), {})


@each_kata
def test_every_mistake_and_right_answer_says_what_it_is(kata):
    files = HOUSE.mistakes(kata.slug) + HOUSE.right_answers(kata.slug)
    assert [file.name for file in files if not advice(file)] == []


@each_kata
def test_the_advice_of_a_mistake_is_at_most_three_sentences(kata):
    for file in HOUSE.mistakes(kata.slug):
        text = " ".join(advice(file).split())
        assert len(re.findall(r"[.!?](?= [A-Z]|$)", text)) <= 3, file.name
