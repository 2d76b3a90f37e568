"""Submissions that resemble each other, measured on the answers of this repository."""

import ast
import builtins
import random
from itertools import combinations
from pathlib import Path

import pytest

from nnkata.content.catalog import find, read_path
from nnkata.grading import similar
from nnkata.grading.similar import LIMIT, missing_extra, similar_submissions
from nnkata.grading.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
PATH = read_path(ROOT / "katas")
NEURON = find(PATH, "neuron")
# Its answer is one line, and one line is like another.
LONG = [kata for kata in PATH if kata.slug != "hello"]


def reference(kata):
    file = ROOT / "solutions" / kata.slug / f"{kata.slug}.py"
    return file.read_text(encoding="utf-8")


class Renaming(ast.NodeTransformer):
    """A copier's work: every variable has another name, and comments are gone."""

    def visit_Name(self, node):
        if not hasattr(builtins, node.id):
            node.id = f"{node.id}_x"
        return node

    def visit_arg(self, node):
        node.arg = f"{node.arg}_x"
        return node


def copied(text):
    """A copy with other names, and the functions in another order."""
    tree = Renaming().visit(ast.parse(text))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    random.Random(0).shuffle(functions)
    rest = [node for node in tree.body if node not in functions]
    return "# mine\n" + ast.unparse(ast.Module([*rest, *functions], []))


def found(kata, **files):
    texts = [Submission(name, {kata.slug: text}) for name, text in files.items()]
    return [(s.students, s.likeness) for s in similar_submissions([kata], texts)]


@pytest.mark.parametrize("kata", LONG, ids=lambda kata: kata.slug)
def test_a_copy_with_other_names_in_another_order_is_found(kata):
    text = reference(kata)
    ((students, likeness),) = found(kata, ann=text, ben=copied(text))
    assert students == ("ann", "ben")
    assert likeness > LIMIT + 0.1


def functions_of(text):
    body = ast.parse(text).body
    return {node.name: node for node in body if isinstance(node, ast.FunctionDef)}


def independent(kata):
    """Pairs of right answers, cut to the functions that both wrote on their own."""
    texts = [
        f.read_text("utf-8") for f in ROOT.glob(f"solutions/{kata.slug}/right/*.py")
    ]
    for one, other in combinations(map(functions_of, [reference(kata), *texts]), 2):
        both = sorted({*one} & {*other})
        if both:
            yield tuple(
                "\n".join(ast.unparse(f[n]) for n in both) for f in (one, other)
            )


def test_independent_right_answers_are_not_similar():
    pairs = [(kata, *pair) for kata in LONG for pair in independent(kata)]
    assert len(pairs) > 150
    for kata, one, other in pairs:
        assert found(kata, ann=one, ben=other) == [], kata.slug


def test_the_stub_and_its_docstrings_do_not_count():
    stub = NEURON.stub.read_text("utf-8")
    assert found(NEURON, ann=stub, ben=stub) == []


def test_equal_files_are_one_entry_however_many_there_are(monkeypatch):
    text = reference(NEURON)
    names = [f"s{n}" for n in range(30)]
    counted = []
    monkeypatch.setattr(similar, "_links", lambda x: counted.append(len(x)) or [])
    entries = found(NEURON, **dict.fromkeys(names, text))
    assert entries == [(tuple(sorted(names)), 1.0)]
    assert counted == [1]  # what is equal is compared once


def test_one_copy_of_a_copy_is_in_the_same_entry():
    text = reference(NEURON)
    other = reference(find(PATH, "softmax_nll"))
    entries = found(NEURON, ann=text, ben=copied(text), cem=copied(text), dee=other)
    assert [students for students, _ in entries] == [("ann", "ben", "cem")]


@pytest.mark.parametrize(
    "text",
    [
        "def broken(:",
        "(" * 60_000,
        "x" + "-1" * 30_000,
        "\0",
        "caf\udce9",
        "'\\d'",
        "-" * 60_000,
    ],
    ids=["syntax", "brackets", "sum", "zero", "surrogate", "warning", "minus"],
)
def test_a_file_that_cannot_be_parsed_is_left_out(text, recwarn):
    good = reference(NEURON)
    entries = found(NEURON, ann=good, ben=good, cem=text, dee=text)
    assert [students for students, _ in entries] == [("ann", "ben")]
    assert [*recwarn] == []


def test_nothing_that_was_handed_in_is_run(tmp_path):
    target = tmp_path / "ran"
    text = f"{reference(NEURON)}\nopen({str(target)!r}, 'w')\n"
    assert found(NEURON, ann=text, ben=text)
    assert not target.exists()


def test_without_the_extra_the_command_is_named(monkeypatch):
    assert missing_extra() == ""
    monkeypatch.setattr(similar, "is_installed", lambda name: False)
    assert 'install "nnkata[similarity]"' in missing_extra()


def test_what_lies_in_a_workspace_in_place_of_the_stub_is_not_taken_for_it(tiny):
    """It may be gone, or be the answer of whoever grades."""
    (tiny.root / "katas/double/double.py").unlink()
    assert found(tiny.kata(), ann="def double(x):\n    return x + x\n") == []
